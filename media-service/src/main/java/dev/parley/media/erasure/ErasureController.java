package dev.parley.media.erasure;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.media.access.ForbiddenException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ErasureController {

  private final Erasures erasures;

  ErasureController(Erasures erasures) {
    this.erasures = erasures;
  }

  @GetMapping("/api/v1/media/erasures")
  @Operation(
      summary =
          "What was taken away with a deleted message, conversation or user, and whether nothing of"
              + " it is left; for moderators")
  ErasureReport report(
      Caller caller,
      @RequestParam(name = "user_id", required = false) @Nullable String userId,
      @RequestParam(name = "message_id", required = false) @Nullable String messageId,
      @RequestParam(name = "conversation_id", required = false)
          @Nullable ConversationId conversationId) {
    if (!caller.isModerator()) {
      throw new ForbiddenException("Erasures are shown to moderators");
    }
    Map<String, Object> asked = new LinkedHashMap<>();
    if (userId != null) {
      asked.put(Erasures.USER, userId);
    }
    if (messageId != null) {
      asked.put(Erasures.MESSAGE, messageId);
    }
    if (conversationId != null) {
      asked.put(Erasures.CONVERSATION, conversationId);
    }
    if (asked.isEmpty()) {
      throw new ValidationException("user_id", "required");
    }
    if (asked.size() > 1) {
      // They exclude each other.
      throw new ValidationException(
          asked.keySet().stream().map(each -> new FieldError(each + "_id", "invalid")).toList());
    }
    Map.Entry<String, Object> one = asked.entrySet().iterator().next();
    return erasures
        .find(one.getKey(), one.getValue().toString())
        .orElseThrow(() -> new NotFoundException("erasure"));
  }
}
