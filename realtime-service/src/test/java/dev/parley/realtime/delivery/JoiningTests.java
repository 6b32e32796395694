package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoiningTests {

  private final Joining group = new Joining(List.of(), 3);

  @Test
  void hasCaughtUpWhenNothingIsKnownToBeMissing() {
    assertThat(group.hasCaughtUp(ConversationOrder.UNKNOWN)).isTrue();
    assertThat(group.hasCaughtUp(3)).isTrue();
    assertThat(group.hasCaughtUp(4)).isFalse();
  }

  @Test
  void hasCaughtUpWhenWhatWaitsFollows() {
    group.add(message(5));
    group.add(message(6));

    assertThat(group.hasCaughtUp(6)).isFalse();
    group.given(4, 4);
    assertThat(group.hasCaughtUp(6)).isTrue();
    group.given(9, 9);
    assertThat(group.hasCaughtUp(6)).isTrue();
  }

  @Test
  void keepsALimitedNumber() {
    for (long seq = 4; seq < 10_000; seq++) {
      group.add(message(seq));
    }

    assertThat(group.waiting().size()).isLessThanOrEqualTo(1_000);
    assertThat(group.waiting().getLast().seq()).isEqualTo(9_999);
    assertThat(group.hasCaughtUp(9_999)).isFalse();
  }

  /// New messages are fetched; a change of one that was given before is not fetched again.
  @Test
  void keepsChangesRatherThanNewMessages() {
    group.add(Delivery.ofChange(4, 1, new byte[0], "m1"));
    for (long seq = 5; seq < 2_000; seq++) {
      group.add(message(seq));
    }

    assertThat(group.waiting().getFirst().kind()).isEqualTo(Delivery.Kind.CHANGED);
    assertThat(group.hasCaughtUp(1_999)).isFalse();
  }

  private static Delivery message(long seq) {
    return Delivery.ofNew(seq, seq, new byte[0], "m" + seq, null);
  }
}
