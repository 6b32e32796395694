package dev.parley.conversation.repair;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.conversation.sql.Columns;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Keeps who had what repaired, and why.
@Repository
class RepairLog {

  private static final Logger log = LoggerFactory.getLogger(RepairLog.class);

  private final JdbcClient jdbc;
  private final Clock clock;

  RepairLog(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void keep(UserId by, String reason, RepairReport report) {
    jdbc.sql(
            """
            INSERT INTO unread_repair
              (id, requested_by, reason, requested_at, dry_run, conversations, report)
            VALUES (:id, :by, :reason, :now, :dryRun, :checked, :report)
            """)
        .param("id", report.id())
        .param("by", by.value())
        .param("reason", reason)
        .param("now", Columns.time(clock.instant()))
        .param("dryRun", report.dryRun())
        .param("checked", report.checked())
        .param("report", Json.mapper().writeValueAsString(report))
        .update();
    log.atInfo()
        .addKeyValue("repair", report.id())
        .addKeyValue("checked", report.checked())
        .addKeyValue("mended", report.mended().size())
        .log("Unread counts were proved against the messages");
  }
}
