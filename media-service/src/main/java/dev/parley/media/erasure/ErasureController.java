package dev.parley.media.erasure;

import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.media.access.ForbiddenException;
import io.swagger.v3.oas.annotations.Operation;
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
          "What was taken away with a deleted message or user, and whether nothing of it is left;"
              + " for moderators")
  ErasureReport report(
      Caller caller,
      @RequestParam(name = "user_id", required = false) @Nullable String userId,
      @RequestParam(name = "message_id", required = false) @Nullable String messageId) {
    if (!caller.isModerator()) {
      throw new ForbiddenException("Erasures are shown to moderators");
    }
    if ((userId == null) == (messageId == null)) {
      throw new ValidationException("user_id", "required");
    }
    return (userId == null
            ? erasures.find("message", String.valueOf(messageId))
            : erasures.find("user", userId))
        .orElseThrow(() -> new NotFoundException("erasure"));
  }
}
