package dev.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.ConnectionCallback;

/// Nobody waits for ever for the other side of a connection, or for what holds a lock.
class DeadPeersIT extends MessageServiceTest {

  private static final int CONVERSATIONS = 8;

  @Autowired private Environment environment;

  @Test
  void everySessionIsBounded() {
    Map<String, String> settings =
        Stream.of(
                "idle_in_transaction_session_timeout",
                "lock_timeout",
                "tcp_keepalives_idle",
                "tcp_keepalives_interval",
                "tcp_keepalives_count",
                "tcp_user_timeout")
            .collect(
                Collectors.toMap(
                    name -> name,
                    name -> String.valueOf(jdbc.queryForObject("SHOW " + name, String.class))));
    assertThat(settings)
        .containsEntry("idle_in_transaction_session_timeout", "15s")
        .containsEntry("lock_timeout", "5s")
        .containsEntry("tcp_keepalives_idle", "5")
        .containsEntry("tcp_keepalives_interval", "2")
        .containsEntry("tcp_keepalives_count", "3");
    assertThat(settings.get("tcp_user_timeout")).startsWith("10");
    assertThat(jdbc.execute((ConnectionCallback<Integer>) Connection::getNetworkTimeout))
        .isEqualTo(15_000);
  }

  /// A session beside the service that has a conversation's head and does nothing with it.
  @Test
  void aLaneWhoseHeadIsHeldByAStuckSessionGoesOnWithItsOthers() throws Exception {
    UUID stuck = conversationService.group("anna", "ben");
    assertThat(client.sendText("anna", stuck, UUID.randomUUID(), "first").status()).isEqualTo(201);
    // All lanes have some of these.
    List<UUID> others =
        Stream.generate(() -> conversationService.group("anna", "ben"))
            .limit(CONVERSATIONS)
            .toList();
    try (Connection session = session()) {
      session.setAutoCommit(false);
      try (var lock =
          session.prepareStatement(
              "SELECT 1 FROM conversation_head WHERE conversation_id = ? FOR UPDATE")) {
        lock.setObject(1, stuck);
        assertThat(lock.executeQuery().next()).isTrue();
      }

      Answer refused = client.sendText("anna", stuck, UUID.randomUUID(), "second");

      assertRefused(refused, 503, "unavailable");
      for (UUID other : others) {
        UUID id = UUID.randomUUID();
        Awaitility.await().until(() -> isStored(client.sendText("anna", other, id, "hello")));
      }
      session.rollback();
    }
    UUID id = UUID.randomUUID();
    Awaitility.await().until(() -> isStored(client.sendText("anna", stuck, id, "third")));
    assertThat(seqsOf(stuck)).containsExactly(1L, 2L);
  }

  private static boolean isStored(Answer answer) {
    return answer.status() == 200 || answer.status() == 201;
  }

  /// Without the limits that the service's own sessions have.
  private Connection session() throws SQLException {
    return DriverManager.getConnection(
        environment.getRequiredProperty("spring.datasource.url"),
        environment.getRequiredProperty("spring.datasource.username"),
        environment.getRequiredProperty("spring.datasource.password"));
  }
}
