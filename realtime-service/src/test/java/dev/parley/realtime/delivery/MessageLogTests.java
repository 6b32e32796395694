package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.delivery.Delivery.Kind;
import dev.parley.realtime.delivery.MessageLog.Changes;
import dev.parley.realtime.delivery.MessageLog.Logged;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageLogTests {

  private final ConversationOrder order = new ConversationOrder();

  /// Message 5, whose only reaction was taken back at rev 12, and message 9, sent at 13: of the two
  /// that are new since rev 11, at most, it can be none.
  @Test
  void takesNoOldMessageThatLooksAsSentForANewOne() {
    Logged old = logged(5, 12);
    Logged sent = logged(9, 13);
    Changes changes = new Changes(List.of(old, sent), 13, true);

    long oldUpTo = changes.oldUpTo(11);

    assertThat(old.to(order, oldUpTo).kind()).isEqualTo(Kind.CHANGED);
    assertThat(sent.to(order, oldUpTo).kind()).isEqualTo(Kind.NEW);
  }

  @Test
  void takesAllThatWasSentForNew() {
    Changes changes = new Changes(List.of(logged(1, 1), logged(2, 2), logged(3, 3)), 3, true);

    assertThat(changes.items())
        .allMatch(message -> message.to(order, changes.oldUpTo(0)).kind() == Kind.NEW);
  }

  private static Logged logged(long seq, long rev) {
    String json = "{\"id\":\"m%d\",\"seq\":%d,\"rev\":%d}".formatted(seq, seq, rev);
    return new Logged(seq, rev, "m" + seq, json.getBytes(StandardCharsets.UTF_8));
  }
}
