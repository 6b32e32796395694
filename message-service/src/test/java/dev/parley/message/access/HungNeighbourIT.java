package dev.parley.message.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// A batch of which some is in conversations that are known here, and some in one that nobody can
/// be asked about: the others answer nothing, and break no connection.
class HungNeighbourIT extends MessageServiceTest {

  @Autowired private CircuitBreakerRegistry breakers;

  private final Executor beside = Executors.newVirtualThreadPerTaskExecutor();
  private UUID known;
  private UUID unknown;
  private UUID message;

  @BeforeEach
  @AfterEach
  void closeBreakers() {
    breakers.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
  }

  @BeforeEach
  void learnOfOne() {
    known = conversationService.group("anna", "ben");
    unknown = conversationService.group("anna", "ben");
    message = UUID.randomUUID();
    assertThat(client.sendText("anna", known, message, "before").status()).isEqualTo(201);
  }

  @Test
  void sendsToKnownConversationsGoOn() {
    conversationService.hang();
    List<Map<String, Object>> items =
        List.of(
            Client.item("anna", Client.text(unknown, UUID.randomUUID(), "where?")),
            Client.item("anna", Client.text(known, UUID.randomUUID(), "one")),
            Client.item("anna", Map.of("recipient_id", "who-" + unknown, "content", "whom?")),
            Client.item("ben", Client.text(known, UUID.randomUUID(), "two")));

    var answer = CompletableFuture.supplyAsync(() -> client.sends(items), beside);
    Awaitility.await().until(() -> seqsOf(known).size() == 3);
    conversationService.calm();
    mediaService.calm();

    List<JsonNode> results = answer.join();
    assertThat(results.get(1).path("status").asString()).isEqualTo("sent");
    assertThat(results.get(1).path("seq").asLong()).isEqualTo(2);
    assertThat(results.get(3).path("status").asString()).isEqualTo("sent");
    assertThat(results.get(3).path("seq").asLong()).isEqualTo(3);
  }

  /// One over REST keeps no others waiting: a neighbour that has just begun, and is slow with its
  /// first answers, does not fail it. What a batch gives up on leaves a line.
  @Test
  void aSendOverRestWaitsForLongerThanABatch() {
    var logged =
        new ListAppender<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing(); // takes the thread's trace
            super.append(line);
          }
        };
    logged.start();
    Logger log = (Logger) LoggerFactory.getLogger("dev.parley.message.sending");
    log.addAppender(logged);
    conversationService.hang();
    Map<String, Object> first = Map.of("recipient_id", "cold-" + unknown, "content", "hello");

    var lone =
        CompletableFuture.supplyAsync(() -> client.post("anna", "/api/v1/messages", first), beside);
    JsonNode batched = client.sends(List.of(Client.item("anna", first))).getFirst();
    conversationService.calm();
    log.detachAppender(logged);

    assertThat(batched.at("/error/code").asString()).isEqualTo("unavailable");
    assertThat(List.copyOf(logged.list))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getLevel()).isEqualTo(Level.WARN);
          assertThat(line.getMDCPropertyMap().get("trace_id")).matches("[0-9a-f]{32}");
          assertThat(line.getKeyValuePairs())
              .anyMatch(fact -> "conversation-service".equals(fact.value));
        });
    assertThat(lone.join().status()).isEqualTo(201);
  }

  /// What cannot be looked up holds up its own conversation only, and there what comes after it.
  @Test
  void whatWaitsForMediaKeepsItsPlace() {
    UUID other = conversationService.group("anna", "ben");
    client.sendText("anna", other, UUID.randomUUID(), "before");
    UUID media = mediaService.media("anna", "ready");
    mediaService.hang();
    List<Map<String, Object>> items =
        List.of(
            Client.item(
                "anna",
                Map.of(
                    "conversation_id",
                    known,
                    "type",
                    "image",
                    "attachments",
                    List.of(Map.of("media_id", media)))),
            Client.item("ben", Client.text(known, UUID.randomUUID(), "after the picture")),
            Client.item("ben", Client.text(other, UUID.randomUUID(), "elsewhere")));

    var answer = CompletableFuture.supplyAsync(() -> client.sends(items), beside);
    Awaitility.await().until(() -> seqsOf(other).size() == 2);
    assertThat(seqsOf(known)).hasSize(1);
    conversationService.calm();
    mediaService.calm();

    List<JsonNode> results = answer.join();
    assertThat(results.get(1).path("status").asString()).isEqualTo("sent");
    boolean pictureCame = results.getFirst().path("status").asString().equals("sent");
    assertThat(results.get(1).path("seq").asLong()).isEqualTo(pictureCame ? 3 : 2);
  }

  @Test
  void changesInKnownConversationsGoOn() {
    conversationService.hang();
    List<Map<String, Object>> items =
        List.of(
            Client.edit("ben", "react", unknown, UUID.randomUUID(), Map.of("emoji", "👍")),
            Client.edit("ben", "react", known, message, Map.of("emoji", "👍")));

    var answer = CompletableFuture.supplyAsync(() -> client.edits(items), beside);
    Awaitility.await().until(() -> revsOf(known).equals(List.of(2L)));
    conversationService.calm();
    mediaService.calm();

    assertThat(answer.join().get(1).path("status").asString()).isEqualTo("changed");
  }
}
