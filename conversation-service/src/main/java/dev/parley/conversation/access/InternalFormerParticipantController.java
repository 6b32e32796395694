package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.NotFoundException;
import dev.parley.conversation.participant.ParticipantIds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only.
@RestController
class InternalFormerParticipantController {

  record Question(@Nullable ConversationId conversationId, @Nullable String userId) {}

  private final FormerParticipants formerParticipants;

  InternalFormerParticipantController(FormerParticipants formerParticipants) {
    this.formerParticipants = formerParticipants;
  }

  /// @throws NotFoundException `not_found` unless the user was a participant and is none now
  @PostMapping("/internal/former-participants")
  FormerParticipants.Window window(@RequestBody Question question) {
    FieldErrors errors = new FieldErrors();
    errors.rejectIf(question.conversationId() == null, "conversation_id", "required");
    errors.rejectIf(!ParticipantIds.isUser(question.userId()), "user_id", "invalid");
    errors.throwIfAny();
    return formerParticipants
        .find(
            Objects.requireNonNull(question.conversationId()),
            new UserId(Objects.requireNonNull(question.userId())))
        .orElseThrow(() -> new NotFoundException("former participant"));
  }
}
