package dev.parley.conversation.membership;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.paging.PageRequest;
import dev.parley.conversation.participant.ParticipantIds;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.participant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}/participants")
class ParticipantController {

  /// @param participantIds with those who are in already, at most 10 000
  record AddRequest(
      @ArraySchema(
              maxItems = Participants.MAX,
              schema = @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH),
              arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
          @Nullable List<@Nullable String> participantIds) {

    Set<UserId> validate() {
      FieldErrors errors = new FieldErrors();
      Set<UserId> users = ParticipantIds.read(participantIds, errors);
      errors.rejectIf(users.isEmpty() && errors.isEmpty(), "participant_ids", "required");
      errors.throwIfAny();
      return users;
    }
  }

  record RoleRequest(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Role role) {}

  record Added(List<ConversationBody.Participant> items) {}

  private final Participants participants;
  private final MembershipEditor editor;
  private final Memberships memberships;

  ParticipantController(
      Participants participants, MembershipEditor editor, Memberships memberships) {
    this.participants = participants;
    this.editor = editor;
    this.memberships = memberships;
  }

  /// In byte order of their ids.
  @GetMapping
  @Operation(
      summary = "Lists a conversation's participants",
      description = "In byte order of their ids, a page at a time.")
  Page<ConversationBody.Participant> participants(
      Caller caller,
      @PathVariable ConversationId id,
      @RequestParam(required = false)
          @Schema(
              minimum = "1",
              maximum = "" + PageRequest.MAX,
              defaultValue = "" + PageRequest.USUAL)
          @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    participants.require(id, caller.id());
    return Page.of(
        participants.page(id, page.after(), page.limit() + 1),
        page,
        ConversationBody.Participant::userId);
  }

  /// Answers with the participants asked for, the ones who were in before too.
  @PostMapping
  @Operation(
      summary = "Adds participants to a group",
      description =
          "By an admin of the group. Who is in already stays as they are; the answer has all"
              + " who were asked for.")
  Added add(Caller caller, @PathVariable ConversationId id, @RequestBody AddRequest request) {
    Set<UserId> users = request.validate();
    editor.add(id, caller.id(), users);
    return new Added(participants.those(id, users));
  }

  @PatchMapping("/{userId}")
  @Operation(
      summary = "Changes a participant's role",
      description = "By an admin of the group. `conflict` where it would have no admin any more.")
  ConversationBody.Participant changeRole(
      Caller caller,
      @PathVariable ConversationId id,
      @PathVariable UserId userId,
      @RequestBody RoleRequest request) {
    if (request.role() == null) {
      throw new ValidationException("role", "required");
    }
    memberships.changeRole(id, caller.id(), userId, request.role());
    // They may have left meanwhile, and the group may be deleted.
    return participants.those(id, List.of(userId)).stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundException("participant"));
  }

  /// Whoever leaves may name their successor as admin, and the last admin must.
  @DeleteMapping("/{userId}")
  @Operation(
      summary = "Takes a participant out of a group, or leaves it",
      description =
          "Others are taken out by an admin of the group; oneself, one leaves. Who leaves may"
              + " name a successor as admin, and the last admin must: `conflict` otherwise.")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      Caller caller,
      @PathVariable ConversationId id,
      @PathVariable UserId userId,
      @RequestParam(required = false) @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH)
          @Nullable String successor) {
    if (successor != null && !ParticipantIds.isUser(successor)) {
      throw new ValidationException("successor", "invalid");
    }
    editor.remove(id, caller.id(), userId, successor == null ? null : new UserId(successor));
  }
}
