package dev.parley.conversation.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.UserId;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.ManyConversations;
import dev.parley.conversation.Measured;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A user with 1 000 conversations of a million messages each, among 20 000 conversations of
/// others.
@ConversationServiceTest
class InboxScaleIT {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired Flyway flyway;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void fill() {
    ManyConversations.fill(flyway);
  }

  /// With so few rows the planner may read a table whole because that is cheaper; when it shall
  /// not, each step must find an index that leads to the user's own rows.
  @Test
  void findsAnIndexForEachStep() {
    InboxStatement statement =
        InboxStatement.of(
            new UserId(ManyConversations.USER),
            new InboxQuery(null, 30, null, null, null, null, false));
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
        .anyMatch(step -> step.contains("participant_of_user"));
  }

  @Test
  void answersOutOfAThousandConversationsAtOnce() {
    Api.User me = new Api(port).as(ManyConversations.USER);
    assertThat(me.get("/unread").json().path("total").asLong()).isEqualTo(1000 * 9);
    assertThat(me.get("/unread").json().path("conversations").asLong()).isEqualTo(1000);
    Measured.measure(
        "first page", () -> assertThat(me.get("/conversations?limit=30").status()).isEqualTo(200));
    String cursor = "";
    for (int page = 0; page < 9; page++) {
      var answer = me.get("/conversations?limit=100" + cursor);
      assertThat(answer.json().path("items").size()).isEqualTo(100);
      cursor = "&cursor=" + answer.json().path("next_cursor").asString();
    }
    String last = cursor;
    Measured.measure(
        "last page",
        () -> assertThat(me.get("/conversations?limit=30" + last).status()).isEqualTo(200));
    Measured.measure(
        "unread ones",
        () -> assertThat(me.get("/conversations?limit=30&unread=true").status()).isEqualTo(200));
    Measured.measure("badge", () -> assertThat(me.get("/unread").status()).isEqualTo(200));
  }
}
