package dev.parley.conversation.sync;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SyncController {

  private static final int MAX_CONVERSATIONS = 5_000;

  /// What a device has.
  ///
  /// @param conversations the rev that it holds of each conversation, by id; at most 5 000
  /// @param since what the last answer gave it; without it, it is told everything
  record SyncRequest(
      @Schema(maxProperties = MAX_CONVERSATIONS)
          @Nullable Map<String, @Nullable Long> conversations,
      @Nullable String since) {

    SyncCommand toCommand(UserId user) {
      Map<ConversationId, Long> known = new HashMap<>();
      FieldErrors errors = new FieldErrors();
      if (conversations != null) {
        errors.rejectIf(conversations.size() > MAX_CONVERSATIONS, "conversations", "too_many");
        errors.throwIfAny();
        conversations.forEach((id, rev) -> {
          take(id, rev, known, errors);
          errors.throwIfAny();
        });
      }
      return new SyncCommand(user, known, since);
    }

    private static void take(
        String id, @Nullable Long rev, Map<ConversationId, Long> known, FieldErrors errors) {
      if (rev == null || rev < 0) {
        errors.rejectIf(true, "conversations", rev == null ? "required" : "out_of_range");
        return;
      }
      try {
        known.put(ConversationId.of(id), rev);
      } catch (IllegalArgumentException e) {
        errors.rejectIf(true, "conversations", "invalid");
      }
    }
  }

  private final Synchronizer synchronizer;

  SyncController(Synchronizer synchronizer) {
    this.synchronizer = synchronizer;
  }

  /// Every conversation with news for one device of the caller's: new and left ones, settings and
  /// markers that moved on other devices, and the messages that changed.
  @PostMapping("/api/v1/sync")
  @Operation(
      summary = "Tells a device all that is new to it",
      description =
          "Every conversation with news: new and left ones, settings and markers that moved on"
              + " other devices, and the messages that changed after the rev that it names. It"
              + " brings the answer's `since` the next time, and asks again at once where there"
              + " is `more`.")
  SyncAnswer sync(Caller caller, @RequestBody SyncRequest request) {
    return synchronizer.sync(request.toCommand(caller.id()), SyncLimits.OVER_HTTP);
  }

  /// The same for a socket of the user's.
  @Hidden
  @PostMapping("/internal/users/{userId}/sync")
  SyncAnswer sync(@PathVariable UserId userId, @RequestBody SyncRequest request) {
    return synchronizer.sync(request.toCommand(userId), SyncLimits.OVER_A_SOCKET);
  }
}
