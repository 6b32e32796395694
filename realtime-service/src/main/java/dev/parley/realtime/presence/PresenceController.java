package dev.parley.realtime.presence;

import dev.parley.common.id.UserId;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PresenceController {

  record Statuses(List<Presence> items) {}

  private static final String IN_NO_ID = "\0";

  private final Watchers watchers;

  PresenceController(Watchers watchers) {
    this.watchers = watchers;
  }

  /// A user id may have commas in it, at which Spring would else take it apart.
  @InitBinder
  void takeIdsAsTheyAre(WebDataBinder binder) {
    binder.registerCustomEditor(
        String[].class, new StringArrayPropertyEditor(IN_NO_ID, false, false));
  }

  /// Who of these users is here, as far as the caller may know: those whom one shares no
  /// conversation with, and those where one has blocked the other, are offline.
  ///
  /// @param userIds at most 500; `user_ids` once for each
  @GetMapping("/api/v1/presence")
  @Operation(
      summary = "Tells who is online",
      description =
          "As far as the caller may know: those whom they share no conversation with, and those"
              + " where one has blocked the other, are offline. `user_ids` once for each user.")
  Statuses presence(
      Caller caller,
      @RequestParam(name = "user_ids", required = false)
          @Parameter(
              required = true,
              array =
                  @ArraySchema(
                      minItems = 1,
                      maxItems = Watchers.MAX_WATCHED,
                      schema =
                          @Schema(type = "string", minLength = 1, maxLength = UserId.MAX_LENGTH)))
          @Nullable String[] userIds) {
    List<String> users = UserIds.of(userIds == null ? null : List.of(userIds));
    return new Statuses(watchers.look(caller.id(), users));
  }
}
