package dev.parley.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.UserId;
import org.junit.jupiter.api.Test;

class SessionRegistryTests {

  private final SessionRegistry registry = Sessions.registry();

  @Test
  void keepsAUserFromTheFirstSessionToTheLast() {
    Session phone = Sessions.enter(registry, "ann");
    Session tablet = Sessions.enter(registry, "ann");
    LocalUser ann = phone.user();

    assertThat(tablet.user()).isSameAs(ann).isSameAs(registry.user(new UserId("ann")));
    assertThat(ann.sessions()).containsExactly(phone, tablet);
    assertThat(registry.leave(phone)).isFalse();
    assertThat(registry.leave(phone)).isFalse();
    assertThat(ann.isGone()).isFalse();
    assertThat(registry.leave(tablet)).isTrue();
    assertThat(ann.isGone()).isTrue();
    assertThat(registry.leave(tablet)).isFalse();
    assertThat(registry.users()).isEmpty();
  }

  @Test
  void makesAnotherUserOfOneWhoComesBack() {
    Session before = Sessions.enter(registry, "ann");
    registry.leave(before);
    Session after = Sessions.enter(registry, "ann");

    assertThat(after.user()).isNotSameAs(before.user());
    assertThat(registry.leave(before)).isFalse();
    assertThat(registry.user(new UserId("ann"))).isSameAs(after.user());
    assertThat(after.user().isGone()).isFalse();
  }
}
