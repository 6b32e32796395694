package dev.parley.message.reporting;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The reports: one for each reporter and message.
@Repository
class Reports {

  private static final String ADD =
      """
      INSERT INTO message_report
        (id, conversation_id, message_id, reporter_id, sender_id, reason, reported, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
      ON CONFLICT (conversation_id, message_id, reporter_id) DO NOTHING\
      """;
  private static final String FIND =
      """
      SELECT id, message_id, reason, created_at FROM message_report
       WHERE conversation_id = ? AND message_id = ? AND reporter_id = ?\
      """;

  private final JdbcClient jdbc;

  Reports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @return false when this reporter has reported the message before
  boolean add(Report report, MessageBody message, UserId reporter) {
    return jdbc.sql(ADD)
            .params(
                report.id(),
                message.conversationId().value(),
                message.id().value(),
                reporter.value(),
                message.senderId(),
                report.reason(),
                Json.mapper().writeValueAsString(message),
                report.createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<Report> find(MessageBody message, UserId reporter) {
    return jdbc.sql(FIND)
        .params(message.conversationId().value(), message.id().value(), reporter.value())
        .query(Reports::read)
        .optional();
  }

  private static Report read(ResultSet row, int number) throws SQLException {
    return new Report(
        row.getObject("id", UUID.class),
        new MessageId(row.getObject("message_id", UUID.class)),
        row.getString("reason"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
