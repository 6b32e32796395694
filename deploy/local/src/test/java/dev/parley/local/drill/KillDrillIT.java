package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services are killed while messages flow: what was acknowledged is there, once and in order, and
/// everyone has it. `-Dparley.drill.rounds=20` makes it long.
class KillDrillIT {

  private static final int ROUNDS = Integer.getInteger("parley.drill.rounds", 1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path data;

  @Test
  void losesNothingWhateverIsKilled() throws Exception {
    try (RunningSuite suite = RunningSuite.start(data);
        ChatClient alice = ChatClient.connect(suite, "alice", "websocket");
        ChatClient bob = ChatClient.connect(suite, "bob", "websocket")) {
      JSONObject first =
          suite.post(
              "/api/v1/messages",
              "alice",
              new JSONObject(Map.of("recipient_id", "bob", "content", "first")));
      String conversation = first.getString("conversation_id");
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      AtomicBoolean sending = new AtomicBoolean(true);
      List<Thread> senders = new ArrayList<>();
      for (ChatClient client : List.of(alice, bob)) {
        senders.add(
            Thread.ofVirtual().start(() -> sendUntil(sending, client, conversation, acknowledged)));
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (String victim :
            List.of("message-service", "realtime-service", "conversation-service")) {
          int before = acknowledged.size();
          Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 20);
          suite.killAndAwaitSuccessor(victim);
        }
      }
      int before = acknowledged.size();
      Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 20);
      sending.set(false);
      for (Thread sender : senders) {
        sender.join();
      }
      List<JSONObject> stored = history(suite, conversation);
      assertThat(stored.stream().map(m -> m.getLong("seq")).toList())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, stored.size()).boxed().toList());
      assertThat(stored.stream().map(m -> m.getString("id")).toList())
          .doesNotHaveDuplicates()
          .containsAll(acknowledged);
      for (ChatClient client : List.of(alice, bob)) {
        assertThat(client.messages().stream().map(m -> m.getLong("seq")).toList())
            .isSorted()
            .doesNotHaveDuplicates();
      }
      inboxAgrees(suite, conversation, stored.size());
    }
  }

  /// As a good client does: a message without an answer is sent again, under the same id.
  private static void sendUntil(
      AtomicBoolean sending, ChatClient client, String conversation, Set<String> acknowledged) {
    while (sending.get()) {
      String id = UUID.randomUUID().toString();
      boolean stored = false;
      while (!stored && (sending.get() || client.isConnected())) {
        stored = isStored(client, conversation, id);
      }
      if (stored) {
        acknowledged.add(id);
      }
    }
  }

  private static boolean isStored(ChatClient client, String conversation, String id) {
    try {
      JSONObject answer =
          client
              .emit(
                  "send_message",
                  new JSONObject(Map.of("id", id, "conversation_id", conversation, "content", id)))
              .get(3, TimeUnit.SECONDS);
      if (answer.getBoolean("ok")) {
        assertThat(answer.getJSONObject("message").getString("id")).isEqualTo(id);
        return true;
      }
      return false;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void inboxAgrees(RunningSuite suite, String conversation, long lastSeq) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JSONObject seen = suite.get("/api/v1/conversations/" + conversation, "alice");
          assertThat(seen.getLong("last_seq")).isEqualTo(lastSeq);
        });
  }

  private static List<JSONObject> history(RunningSuite suite, String conversation)
      throws IOException {
    List<JSONObject> messages = new ArrayList<>();
    boolean more = true;
    while (more) {
      long after = messages.isEmpty() ? 0 : messages.getLast().getLong("seq");
      JSONObject page =
          suite.get(
              "/api/v1/conversations/" + conversation + "/messages?limit=200&after_seq=" + after,
              "bob");
      JSONArray items = page.getJSONArray("items");
      IntStream.range(0, items.length()).mapToObj(items::getJSONObject).forEach(messages::add);
      more = page.getBoolean("has_more");
    }
    return messages;
  }
}
