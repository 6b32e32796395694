package dev.parley.conversation.profile;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.security.Caller;
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
  record ChosenProfile(@Nullable String name, @Nullable String avatarUrl) {

    void validate() {
      FieldErrors errors = new FieldErrors();
      if (name != null) {
        errors.rejectIf(name.isBlank(), "name", "required");
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

  @GetMapping("/{userId}/profile")
  Profile profile(Caller caller, @PathVariable UserId userId) {
    UserId user = userId.value().equals("me") ? caller.id() : userId;
    return profiles.find(user).orElseThrow(() -> new NotFoundException("profile"));
  }

  @PutMapping("/me/profile")
  Profile choose(Caller caller, @RequestBody ChosenProfile request) {
    request.validate();
    return keeper.choose(caller.id(), request.name(), request.avatarUrl());
  }
}
