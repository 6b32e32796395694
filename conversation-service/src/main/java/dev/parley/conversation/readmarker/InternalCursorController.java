package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.conversation.participant.ParticipantIds;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only.
@RestController
class InternalCursorController {

  private static final int MAX_IDS = 1000;

  /// @param except whose own cursors do not matter: the sender's
  record Question(@Nullable List<ConversationId> conversationIds, @Nullable String except) {

    void validate() {
      FieldErrors errors = new FieldErrors();
      errors.rejectIf(conversationIds == null, "conversation_ids", "required");
      errors.rejectIf(
          conversationIds != null && conversationIds.size() > MAX_IDS,
          "conversation_ids",
          "too_many");
      errors.rejectIf(!ParticipantIds.isUser(except), "except", "invalid");
      errors.throwIfAny();
    }
  }

  record Answer(List<OthersCursors.Cursors> items) {}

  private final OthersCursors cursors;

  InternalCursorController(OthersCursors cursors) {
    this.cursors = cursors;
  }

  /// A conversation with nobody else in it, or with more than 100 participants, is left out.
  @PostMapping("/internal/cursors")
  Answer cursors(@RequestBody Question question) {
    question.validate();
    return new Answer(
        cursors.of(
            Set.copyOf(Objects.requireNonNull(question.conversationIds())),
            new UserId(Objects.requireNonNull(question.except()))));
  }
}
