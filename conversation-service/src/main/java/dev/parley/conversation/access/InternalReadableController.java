package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.participant.ParticipantIds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only: where a search may look.
@RestController
class InternalReadableController {

  record Question(@Nullable String userId, @Nullable ConversationId conversationId) {}

  record Items(List<ReadableConversations.Window> items) {}

  private final ReadableConversations readable;

  InternalReadableController(ReadableConversations readable) {
    this.readable = readable;
  }

  @PostMapping("/internal/readable")
  Items readable(@RequestBody Question question) {
    String user = question.userId();
    if (user == null || !ParticipantIds.isUser(user)) {
      throw new ValidationException("user_id", user == null ? "required" : "invalid");
    }
    return new Items(readable.of(new UserId(user), question.conversationId()));
  }
}
