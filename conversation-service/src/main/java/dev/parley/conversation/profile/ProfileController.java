package dev.parley.conversation.profile;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class ProfileController {

  /// @param name at most 200 characters; absent clears it
  /// @param avatarUrl http or https, at most 2 048 bytes; absent clears it
  record ChosenProfile(
      @Schema(minLength = 1, maxLength = Profiles.MAX_NAME) @Nullable String name,
      @Schema(format = "uri", maxLength = AvatarUrls.MAX_BYTES) @Nullable String avatarUrl) {

    void validate() {
      FieldErrors errors = new FieldErrors();
      if (name != null) {
        errors.rejectIf(Text.isBlank(name), "name", "required");
        errors.rejectIf(
            name.codePointCount(0, name.length()) > Profiles.MAX_NAME, "name", "too_long");
      }
      if (avatarUrl != null) {
        errors.add("avatar_url", AvatarUrls.problemOf(avatarUrl));
      }
      errors.throwIfAny();
    }
  }

  private final Profiles profiles;
  private final ProfileKeeper keeper;

  ProfileController(Profiles profiles, ProfileKeeper keeper) {
    this.profiles = profiles;
    this.keeper = keeper;
  }

  @GetMapping("/me/profile")
  @Operation(summary = "Gives the caller's own profile")
  Profile own(Caller caller) {
    return profile(caller.id());
  }

  @GetMapping("/{userId}/profile")
  @Operation(
      summary = "Gives a user's profile",
      description = "`not_found` for a user of whom nothing is known.")
  Profile profile(@PathVariable UserId userId) {
    return profiles.find(userId).orElseThrow(() -> new NotFoundException("profile"));
  }

  @PutMapping("/me/profile")
  @Operation(
      summary = "Sets the caller's name and picture",
      description =
          "The whole of it: what is absent is cleared. From then on what the caller's tokens"
              + " say of either is passed over.")
  Profile choose(Caller caller, @RequestBody ChosenProfile request) {
    request.validate();
    return keeper.choose(caller.id(), request.name(), request.avatarUrl());
  }
}
