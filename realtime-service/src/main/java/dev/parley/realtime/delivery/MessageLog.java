package dev.parley.realtime.delivery;

import dev.parley.common.json.Json;
import dev.parley.common.json.JsonSlices;
import dev.parley.common.problem.UnavailableException;
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
import tools.jackson.core.JacksonException;
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

  /// @param items in seq order
  record Page(List<Logged> items, boolean hasMore) {}

  /// What comes after a seq; one page of it. Blocks.
  ///
  /// @throws dev.parley.common.problem.DomainException when message-service cannot be asked
  Page after(String conversationId, long seq) {
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
    try {
      return read(body);
    } catch (JacksonException e) {
      throw new UnavailableException(NAME);
    }
  }

  private static Page read(byte[] body) {
    List<Logged> items = List.of();
    boolean hasMore = false;
    try (JsonParser parser = Json.mapper().createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "items" -> items = readItems(parser, body);
          case "has_more" -> hasMore = parser.getBooleanValue();
          default -> parser.skipChildren();
        }
      }
    }
    // Without a message there is no further page to ask for, whatever is said.
    return new Page(items, hasMore && !items.isEmpty());
  }

  private static List<Logged> readItems(JsonParser parser, byte[] body) {
    List<Logged> messages = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      messages.add(readItem(JsonSlices.current(parser, body)));
    }
    return messages;
  }

  private static Logged readItem(byte[] json) {
    var tree = Json.mapper().readTree(json);
    return new Logged(tree.path("seq").longValue(), tree.path("id").stringValue(), json);
  }
}
