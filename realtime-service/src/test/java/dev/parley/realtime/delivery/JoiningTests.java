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
    group.given(4);
    assertThat(group.hasCaughtUp(6)).isTrue();
    group.given(9);
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

  private static Delivery message(long seq) {
    return new Delivery(seq, new byte[0], "m" + seq, null);
  }
}
