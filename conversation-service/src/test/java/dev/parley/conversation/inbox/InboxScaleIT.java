package dev.parley.conversation.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.UserId;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A user with 1 000 conversations of a million messages each, among 20 000 conversations of
/// others.
@ConversationServiceTest
class InboxScaleIT {

  private static final Logger log = LoggerFactory.getLogger(InboxScaleIT.class);
  private static final int REQUESTS = 40;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void fill() {
    if (jdbc.sql("SELECT count(*) FROM participant WHERE user_id = 'scale-me'")
            .query(Long.class)
            .single()
        > 0) {
      return;
    }
    jdbc.sql(
            """
            WITH c AS (
              INSERT INTO conversation (id, type, state, created_at, updated_at, version,
                                        participant_count)
              SELECT gen_random_uuid(), 'group', 'open', now(), now(), 1, 2
              FROM generate_series(1, 20000) RETURNING id),
            n AS (SELECT id, row_number() OVER () AS n FROM c),
            a AS (
              INSERT INTO activity (conversation_id, active_at, last_seq, rev, last_uncounted_seq,
                                    last_message_id, last_message_sender_id, last_message_type,
                                    last_message_preview, last_message_at)
              SELECT id, now() - n * interval '1 second', 1000000, 1000000, 999999, id, 'someone',
                     'text', 'Hello', now() FROM n),
            u AS (INSERT INTO uncounted_message SELECT id, 999999 FROM n),
            p AS (
              INSERT INTO participant (conversation_id, user_id, role, joined_at, joined_seq,
                                       read_seq, delivered_seq)
              SELECT id, CASE WHEN n % 20 = 0 THEN 'scale-me' ELSE 'scale-' || n % 5000 END,
                     'member', now(), 0, 999990, 999990 FROM n
              UNION ALL
              SELECT id, 'scale-other-' || n % 7000, 'member', now(), 0, 999990, 999990 FROM n)
            SELECT count(*) FROM n
            """)
        .query(Long.class)
        .single();
    jdbc.sql("VACUUM ANALYZE").update();
  }

  /// With so few rows the planner may read a table whole because that is cheaper; when it shall
  /// not, each step must find an index that leads to the user's own rows.
  @Test
  void findsAnIndexForEachStep() {
    InboxStatement statement =
        InboxStatement.of(
            new UserId("scale-me"), new InboxQuery(null, 30, null, null, null, null, false));
    List<String> plan =
        transactions.execute(_ -> {
          jdbc.sql("SET LOCAL enable_seqscan = off").update();
          return jdbc.sql("EXPLAIN " + statement.sql())
              .params(statement.parameters())
              .query(String.class)
              .list();
        });
    assertThat(plan)
        .noneMatch(step -> step.contains("Seq Scan"))
        .anyMatch(step -> step.contains("participant_by_user"));
  }

  @Test
  void answersOutOfAThousandConversationsAtOnce() {
    Api.User me = new Api(port).as("scale-me");
    assertThat(me.get("/unread").json().path("total").asLong()).isEqualTo(1000 * 9);
    assertThat(me.get("/unread").json().path("conversations").asLong()).isEqualTo(1000);
    measure("first page", () -> me.get("/conversations?limit=30"));
    String cursor = "";
    for (int page = 0; page < 9; page++) {
      var answer = me.get("/conversations?limit=100" + cursor);
      assertThat(answer.json().path("items").size()).isEqualTo(100);
      cursor = "&cursor=" + answer.json().path("next_cursor").asString();
    }
    String last = cursor;
    measure("last page", () -> me.get("/conversations?limit=30" + last));
    measure("unread ones", () -> me.get("/conversations?limit=30&unread=true"));
    measure("badge", () -> me.get("/unread"));
  }

  private static void measure(String what, Runnable request) {
    long[] micros = new long[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long start = System.nanoTime();
      request.run();
      micros[i] = (System.nanoTime() - start) / 1000;
    }
    Arrays.sort(micros);
    log.info("{}: p50 {} µs, worst {} µs", what, micros[REQUESTS / 2], micros[REQUESTS - 1]);
    assertThat(micros[REQUESTS / 2]).as(what).isLessThan(250_000);
  }
}
