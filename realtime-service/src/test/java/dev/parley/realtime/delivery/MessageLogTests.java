package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.delivery.Delivery.Kind;
import dev.parley.realtime.delivery.MessageLog.Changes;
import dev.parley.realtime.delivery.MessageLog.Logged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /// A message that this node had stored at rev 6, behind a gap, and that was changed at 8.
  @Test
  void givesAMessageThatIsHeldAsItWasSentAndWhatWasFetchedOfItAsAChange() {
    List<Delivery> given = new ArrayList<>();
    order.offer(logged(3, 3).asNew(), ConversationOrder.Source.LOG, 0, given::add);
    order.offer(logged(5, 6).asNew(), ConversationOrder.Source.HAND_OFF, 0, given::add);
    order.offer(
        Delivery.ofChange(7, 5, new byte[0], "m5"), ConversationOrder.Source.LOG, 0, given::add);
    Changes changes = new Changes(List.of(logged(4, 5), logged(5, 8)), 8, true);

    long oldUpTo = changes.oldUpTo(3);
    List<Delivery> fetched =
        changes.items().stream().map(message -> message.to(order, oldUpTo)).toList();
    order.fill(fetched, 8, 0, given::add);

    assertThat(given).extracting(Delivery::rev).containsExactly(3L, 5L, 6L, 8L);
    assertThat(given)
        .extracting(Delivery::kind)
        .containsExactly(Kind.NEW, Kind.NEW, Kind.NEW, Kind.CHANGED);
    assertThat(given).extracting(Delivery::seq).containsExactly(3L, 4L, 5L, 5L);
    assertThat(order.held()).isZero();
  }

  private static Logged logged(long seq, long rev) {
    String json = "{\"id\":\"m%d\",\"seq\":%d,\"rev\":%d}".formatted(seq, seq, rev);
    return new Logged(seq, rev, "m" + seq, json.getBytes(StandardCharsets.UTF_8));
  }
}
