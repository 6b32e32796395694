package dev.parley.conversation.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.FakeChanges;
import dev.parley.conversation.ManyConversations;
import dev.parley.conversation.Measured;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A device whose user has 1 000 conversations comes back after a week, in which each of them went
/// on.
@ConversationServiceTest
class SyncScaleIT {

  private static final Logger log = LoggerFactory.getLogger(SyncScaleIT.class);

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired Flyway flyway;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void fill() {
    ManyConversations.fill(flyway);
  }

  @Test
  void findsAnIndexForEachStep() {
    List<String> plan =
        transactions.execute(_ -> {
          jdbc.sql("SET LOCAL enable_seqscan = off").update();
          return jdbc.sql("EXPLAIN " + NewsLog.PAGE)
              .param("user", ManyConversations.USER)
              .param("newsFrom", "1")
              .param("delta", true)
              .param("known", new String[0])
              .param("after", "00000000-0000-0000-0000-000000000000")
              .param("shown", 50)
              .param("maxWithReceipts", NewsLog.MAX_WITH_RECEIPTS)
              .param("limit", Synchronizer.LOOKED_AT)
              .query(String.class)
              .list();
        });
    assertThat(plan)
        .noneMatch(step -> step.contains("Seq Scan"))
        .anyMatch(step -> step.contains("participant_of_user"));
  }

  @Test
  void isToldInOneAnswerAndOneCallToMessageService() {
    Device device = new Device(new Api(port).as(ManyConversations.USER));
    assertThat(device.sync()).hasSize(1_000);
    Measured.measure("sync without news", () -> assertThat(device.sync()).isEmpty());
    jdbc.sql(
            """
            UPDATE activity SET last_seq = last_seq + 20 WHERE conversation_id IN
              (SELECT conversation_id FROM participant WHERE user_id = :user)
            """)
        .param("user", ManyConversations.USER)
        .update();
    int before = FakeChanges.calls();
    long start = System.nanoTime();
    assertThat(device.syncOnce()).isFalse();
    log.info("sync after a week: {} ms", (System.nanoTime() - start) / 1_000_000);
    assertThat(FakeChanges.calls() - before).isEqualTo(1);
    assertThat(device.sync()).isEmpty();
    jdbc.sql("UPDATE activity SET last_seq = last_seq - 20 WHERE last_seq = 1000020").update();
  }
}
