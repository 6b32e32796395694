package dev.parley.message.reporting;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.Uuids;
import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.security.Caller;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.change.DeletedMessageException;
import dev.parley.message.history.Messages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Reports a message to the platform's moderators. Whoever may read it may report it, also after
/// they have left.
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/messages/{messageId}/report")
class ReportController {

  private static final int MAX_REASON = 1_000;

  private final Reports reports;
  private final Messages messages;
  private final ConversationAccess access;
  private final Clock clock;

  ReportController(Reports reports, Messages messages, ConversationAccess access, Clock clock) {
    this.reports = reports;
    this.messages = messages;
    this.access = access;
    this.clock = clock;
  }

  /// @param reason 1–1 000 characters
  record ReportRequest(
      @Schema(minLength = 1, maxLength = MAX_REASON, requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String reason) {

    String checked() {
      FieldErrors errors = new FieldErrors();
      String text = reason == null ? "" : reason;
      errors.rejectIf(Text.isBlank(text), "reason", "required");
      errors.rejectIf(text.codePointCount(0, text.length()) > MAX_REASON, "reason", "too_long");
      errors.rejectIf(!Text.isStorable(text), "reason", "invalid_character");
      errors.throwIfAny();
      return text;
    }
  }

  /// 201 with the report; 200 with the first one, when the caller has reported the message before.
  @Operation(
      summary = "Reports a message to the platform's moderators",
      description =
          "Whoever may read it may report it, also after they have left. `conflict` for a"
              + " deleted message.")
  @ApiResponse(responseCode = "201", description = "Reported", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "Reported before: the first report",
      useReturnTypeSchema = true)
  @PostMapping
  ResponseEntity<Report> report(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      @RequestBody ReportRequest request,
      Caller caller) {
    String reason = request.checked();
    ReadWindow window = access.windowOf(conversationId, caller.id());
    MessageBody message =
        messages
            .find(conversationId, messageId, window)
            .orElseThrow(() -> new NotFoundException("message"));
    Optional<Report> before = reports.find(message, caller.id());
    if (before.isPresent()) {
      return ResponseEntity.ok(before.get());
    }
    if (message.deletedAt() != null) {
      throw new DeletedMessageException();
    }
    var report = new Report(Uuids.next(), messageId, reason, clock.instant());
    return reports.add(report, message, caller.id())
        ? ResponseEntity.status(HttpStatus.CREATED).body(report)
        : ResponseEntity.ok(reports.find(message, caller.id()).orElse(report));
  }
}
