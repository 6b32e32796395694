package dev.parley.conversation.setting;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
class SettingsController {

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /// What is absent stays as it is.
  ///
  /// @param mutedUntil RFC 3339; null ends the muting
  record SettingsRequest(
      @Schema(
              types = {"string", "null"},
              format = "date-time")
          @Nullable JsonNode mutedUntil,
      @Nullable Boolean pinned,
      @Nullable Boolean archived) {

    SettingsChange toChange() {
      if (mutedUntil == null || mutedUntil.isNull()) {
        return new SettingsChange(mutedUntil != null, null, pinned, archived);
      }
      FieldErrors errors = new FieldErrors();
      @Nullable Instant until = instant(mutedUntil);
      errors.rejectIf(until == null, "muted_until", "invalid");
      errors.rejectIf(
          until != null && (until.isAfter(LATEST) || until.isBefore(Instant.EPOCH)),
          "muted_until",
          "out_of_range");
      errors.throwIfAny();
      return new SettingsChange(true, until, pinned, archived);
    }

    private static @Nullable Instant instant(JsonNode node) {
      try {
        return node.isString() ? Instant.parse(node.stringValue()) : null;
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  private final SettingsKeeper keeper;

  SettingsController(SettingsKeeper keeper) {
    this.keeper = keeper;
  }

  @PutMapping("/api/v1/conversations/{id}/settings")
  @Operation(
      summary = "Changes the caller's own settings of a conversation",
      description =
          "What is absent stays as it is; `muted_until` null ends the muting. Something new"
              + " that is sent takes it out of the archive.")
  Settings change(
      Caller caller, @PathVariable ConversationId id, @RequestBody SettingsRequest request) {
    return keeper.change(id, caller.id(), request.toChange());
  }
}
