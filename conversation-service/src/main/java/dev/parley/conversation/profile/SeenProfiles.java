package dev.parley.conversation.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What tokens say of their users. They say the same most of the time: that costs a look into a
/// cache.
@Component
public class SeenProfiles {

  private static final int REMEMBERED = 50_000;

  private record Seen(@Nullable String name, @Nullable String avatarUrl) {

    /// Whether what is given says nothing that this does not say.
    boolean says(Seen given) {
      return (given.name == null || given.name.equals(name))
          && (given.avatarUrl == null || given.avatarUrl.equals(avatarUrl));
    }

    Seen with(Seen given) {
      return new Seen(
          given.name == null ? name : given.name,
          given.avatarUrl == null ? avatarUrl : given.avatarUrl);
    }
  }

  private static final Seen NOTHING = new Seen(null, null);

  private final ProfileKeeper keeper;
  private final Cache<UserId, Seen> lastSeen =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  SeenProfiles(ProfileKeeper keeper) {
    this.keeper = keeper;
  }

  /// What the token leaves out, or what no profile may hold, is not touched.
  public void take(UserId user, @Nullable String tokenName, @Nullable String tokenPicture) {
    Seen seen = new Seen(usableName(tokenName), usableUrl(tokenPicture));
    Seen before = Objects.requireNonNullElse(lastSeen.getIfPresent(user), NOTHING);
    if (before.says(seen)) {
      return;
    }
    keeper.see(user, seen.name, seen.avatarUrl);
    lastSeen.put(user, before.with(seen));
  }

  private static @Nullable String usableName(@Nullable String name) {
    return name == null
            || Text.isBlank(name)
            || name.length() > Profiles.MAX_NAME
            || !Text.isStorable(name)
        ? null
        : name;
  }

  private static @Nullable String usableUrl(@Nullable String url) {
    return url == null || AvatarUrls.problemOf(url) != null ? null : url;
  }
}
