package dev.parley.conversation.profile;

import dev.parley.common.event.Event;
import dev.parley.common.event.ProfileUpdated;
import dev.parley.common.id.UserId;
import dev.parley.common.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Changes profiles, and tells of each change that others can see.
@Component
public class ProfileKeeper {

  private static final String SOURCE = "/conversation-service";

  private final Profiles profiles;
  private final Outbox outbox;
  private final Clock clock;

  ProfileKeeper(Profiles profiles, Outbox outbox, Clock clock) {
    this.profiles = profiles;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// What a token says, and no more than a profile may hold; null where it says nothing.
  @Transactional
  public void see(UserId user, @Nullable String name, @Nullable String avatarUrl) {
    Instant now = clock.instant();
    tell(profiles.see(user, name, avatarUrl, now), now);
  }

  /// What the user chooses here and now: from then on no token changes it.
  @Transactional
  public Profile choose(UserId user, @Nullable String name, @Nullable String avatarUrl) {
    Instant now = clock.instant();
    tell(profiles.choose(user, name, avatarUrl, now), now);
    return profiles.find(user).orElseThrow();
  }

  /// What the platform said, as if the user had chosen it then: what was chosen since holds.
  @Transactional
  public void take(UserId user, @Nullable String name, @Nullable String avatarUrl, Instant said) {
    Instant now = clock.instant();
    tell(profiles.take(user, name, avatarUrl, said, now), now);
  }

  /// Empties it for good.
  @Transactional
  public void erase(UserId user) {
    Instant now = clock.instant();
    tell(profiles.erase(user, now), now);
  }

  private void tell(Optional<ProfileUpdated> updated, Instant now) {
    updated.ifPresent(body -> outbox.append(Event.of(body, SOURCE, now)));
  }
}
