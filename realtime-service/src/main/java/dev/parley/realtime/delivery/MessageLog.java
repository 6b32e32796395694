package dev.parley.realtime.delivery;

import dev.parley.common.json.Json;
import dev.parley.common.json.JsonSlices;
import dev.parley.common.web.GuardedCalls;
import dev.parley.common.web.InternalClients;
import dev.parley.realtime.ServicesProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads stored messages from message-service, for what Kafka has not brought or will not bring
/// again.
@Component
class MessageLog {

  private static final String NAME = "message-service";

  private final RestClient http;
  private final GuardedCalls calls;

  MessageLog(
      InternalClients clients,
      ServicesProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.message(), services.timeout());
    this.calls = new GuardedCalls(NAME, breakers, retries);
  }

  /// A stored message.
  record Logged(long seq, String id, byte[] json) {}

  /// In seq order; at most one page, empty at the end. Blocks.
  ///
  /// @throws dev.parley.common.problem.UnavailableException when message-service cannot be asked
  List<Logged> after(String conversationId, long seq) {
    byte[] body =
        calls.get(() ->
            Objects.requireNonNull(
                http.get()
                    .uri(
                        "/internal/conversations/{id}/messages?after_seq={seq}",
                        conversationId,
                        seq)
                    .retrieve()
                    .body(byte[].class)));
    return readItems(body);
  }

  private static List<Logged> readItems(byte[] body) {
    List<Logged> messages = new ArrayList<>();
    try (JsonParser parser = Json.mapper().createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean items = parser.currentName().equals("items");
        parser.nextToken();
        if (!items) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          messages.add(read(JsonSlices.current(parser, body)));
        }
      }
    }
    return messages;
  }

  private static Logged read(byte[] json) {
    var tree = Json.mapper().readTree(json);
    return new Logged(tree.path("seq").longValue(), tree.path("id").stringValue(), json);
  }
}
