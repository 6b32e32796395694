package dev.parley.conversation.repair;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.security.Caller;
import dev.parley.conversation.conversation.ForbiddenException;
import dev.parley.conversation.paging.Cursors;
import dev.parley.conversation.participant.ParticipantIds;
import dev.parley.conversation.platform.PlatformEvents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RepairController {

  private static final int PAGE = 100;
  private static final int MAX_REASON = 500;

  /// Some conversations, a user's, or without either all there are; of the latter two so many at a
  /// time.
  ///
  /// @param reason 1–500 characters, kept with the report
  /// @param conversationIds at most 100
  /// @param dryRun to be told only
  /// @param cursor the answer's before
  record RepairRequest(
      @Schema(minLength = 1, maxLength = MAX_REASON, requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String reason,
      @ArraySchema(maxItems = PAGE) @Nullable List<ConversationId> conversationIds,
      @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH) @Nullable String userId,
      @Nullable Boolean dryRun,
      @Nullable String cursor) {

    void validate() {
      FieldErrors errors = new FieldErrors();
      PlatformEvents.checkToken(reason, "reason", MAX_REASON, errors);
      errors.rejectIf(userId != null && !ParticipantIds.isUser(userId), "user_id", "invalid");
      errors.rejectIf(
          conversationIds != null && (userId != null || cursor != null),
          "conversation_ids",
          "conflict");
      errors.rejectIf(
          conversationIds != null && conversationIds.size() > PAGE, "conversation_ids", "too_many");
      errors.throwIfAny();
    }
  }

  private final Stands stands;
  private final UnreadRepairer repairer;
  private final RepairLog log;

  RepairController(Stands stands, UnreadRepairer repairer, RepairLog log) {
    this.stands = stands;
    this.repairer = repairer;
    this.log = log;
  }

  /// Proves what is kept of unread messages against message-service and mends what is wrong, as
  /// many conversations as there is time for.
  ///
  /// @throws ForbiddenException `forbidden` unless the caller is an admin of the platform
  @PostMapping("/api/v1/admin/unread-repairs")
  @Operation(
      summary = "Proves what is kept of unread messages, and mends what is wrong",
      description =
          "For admins of the platform. As many conversations as there is time for:"
              + " `next_cursor` asks for the rest. With `dry_run` it tells, and mends nothing.")
  RepairReport repair(Caller caller, @RequestBody RepairRequest request) {
    if (!caller.roles().contains("admin")) {
      throw new ForbiddenException("Only an admin of the platform may do this");
    }
    request.validate();
    boolean dryRun = Boolean.TRUE.equals(request.dryRun());
    List<ConversationId> some = conversations(request);
    boolean paged = request.conversationIds() == null;
    List<ConversationId> page = some.subList(0, Math.min(PAGE, some.size()));
    RepairPass pass = repairer.repair(page, dryRun);
    List<ConversationId> busy = new ArrayList<>(pass.busy());
    if (!paged) {
      busy.addAll(page.subList(pass.reached(), page.size()));
    }
    boolean more = paged && pass.reached() < some.size();
    RepairReport report =
        new RepairReport(
            Uuids.next(),
            dryRun,
            pass.checked(),
            pass.mended(),
            busy,
            more ? Cursors.encode(page.get(pass.reached() - 1).toString()) : null);
    log.keep(caller.id(), Objects.requireNonNull(request.reason()), report);
    return report;
  }

  private List<ConversationId> conversations(RepairRequest request) {
    if (request.conversationIds() != null) {
      return request.conversationIds().stream().distinct().toList();
    }
    UserId user = request.userId() == null ? null : new UserId(request.userId());
    return stands.page(user, after(request.cursor()), PAGE + 1);
  }

  private static @Nullable ConversationId after(@Nullable String cursor) {
    try {
      return cursor == null ? null : ConversationId.of(Cursors.decode(cursor));
    } catch (IllegalArgumentException e) {
      throw Cursors.invalid();
    }
  }
}
