package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.delivery.ConversationOrder.Source;
import dev.parley.realtime.session.Sessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ConversationOrderTests {

  private static final long PATIENCE = 100;

  private final ConversationOrder order = new ConversationOrder();
  private final List<Long> given = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();

  @Test
  void beginsWhereTheLogBegins() {
    log(7);
    log(8);

    assertThat(given).containsExactly(7L, 8L);
    assertThat(order.last()).isEqualTo(8);
  }

  @Test
  void holdsAHandOffUntilTheLogTellsWhatIsBeforeIt() {
    handOff(9);
    assertThat(given).isEmpty();
    assertThat(order.held()).isEqualTo(1);

    log(8);

    assertThat(given).containsExactly(8L, 9L);
    assertThat(order.held()).isZero();
  }

  @Test
  void holdsNoHandOffThatIsTheFirstOfAll() {
    handOff(1);
    handOff(2);

    assertThat(given).containsExactly(1L, 2L);
  }

  @Test
  void beginsBehindWhatEveryoneHas() {
    handOff(6);
    handOff(4);

    order.startAfter(4, 0, this::give);
    handOff(5);

    assertThat(given).containsExactly(5L, 6L);
  }

  @Test
  void doesNotBeginTwice() {
    log(7);

    order.startAfter(20, 0, this::give);
    log(8);

    assertThat(given).containsExactly(7L, 8L);
  }

  @Test
  void dropsWhatHasBeenGiven() {
    log(7);
    log(7);
    handOff(7);
    log(3);
    handOff(8);
    log(8);

    assertThat(given).containsExactly(7L, 8L);
  }

  @Test
  void knowsWhatIsMissingAndForHowLong() {
    log(3);
    assertThat(order.missingAfter()).isEqualTo(ConversationOrder.UNKNOWN);
    order.offer(message(5), Source.LOG, 10, this::give);
    order.offer(message(7), Source.LOG, 60, this::give);

    assertThat(order.isStuck(10 + PATIENCE - 1, PATIENCE)).isFalse();
    assertThat(order.isStuck(10 + PATIENCE, PATIENCE)).isTrue();
    assertThat(order.missingAfter()).isEqualTo(3);

    order.offer(message(4), Source.LOG, 200, this::give);
    assertThat(given).containsExactly(3L, 4L, 5L);
    assertThat(order.isStuck(200 + PATIENCE - 1, PATIENCE)).isFalse();
    assertThat(order.missingAfter()).isEqualTo(5);
  }

  @Test
  void fetchesFromWhereTheConversationStoodWhenItIsAllThatIsKnown() {
    order.standsAt(4);
    order.standsAt(9);
    handOff(8);

    assertThat(order.missingAfter()).isEqualTo(4);
  }

  @Test
  void fetchesNoFurtherBackThanBeforeWhatItHoldsWhenNothingIsKnown() {
    handOff(8);
    handOff(6);

    assertThat(order.missingAfter()).isEqualTo(5);
  }

  /// Where a conversation was said to stand may be late itself.
  @Test
  void neverFetchesFromBehindWhatItHolds() {
    order.standsAt(9);
    handOff(8);

    assertThat(order.missingAfter()).isEqualTo(7);
  }

  @Test
  void keepsWhoHasTheAckThoughTheEchoWasFirst() {
    log(1);
    Origin origin = new Origin(Sessions.of("ann"), null);
    log(3);
    order.offer(Delivery.ofNew(3, 3, new byte[0], "m3", origin), Source.HAND_OFF, 0, this::give);
    order.offer(Delivery.ofNew(4, 4, new byte[0], "m4", origin), Source.HAND_OFF, 0, this::give);
    log(4);
    log(2);

    assertThat(deliveries).extracting(Delivery::origin).containsExactly(null, null, origin, origin);
  }

  /// Two topics bring what happens in one conversation: which is read first is chance.
  @Test
  void passesOnLateWhatTheOtherTopicHadBeforeTheFirst() {
    log(7);
    change(5);
    change(6);
    change(5);
    log(4);
    log(8);
    change(9);
    change(3);

    assertThat(given).containsExactly(7L, 5L, 6L, 8L, 9L);
  }

  @Test
  void beginsWithTheHandOffThatTheFirstChangeComesBehind() {
    handOff(8);

    change(9);
    log(7);

    assertThat(given).containsExactly(8L, 9L, 7L);
  }

  @Test
  void bringsNewMessagesAndChangesInOneOrder() {
    log(1);
    change(3);
    log(4);
    change(5);
    assertThat(given).containsExactly(1L);

    log(2);

    assertThat(given).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(order.lastSeq()).isEqualTo(4);
  }

  /// A message that was changed twice is fetched once, with its last rev.
  @Test
  void takesWhatWasFetchedForAllThatWasMissing() {
    log(2);
    handOff(6);
    change(9);

    order.fill(List.of(message(4), message(7)), 7, 0, this::give);
    log(8);

    assertThat(given).containsExactly(2L, 4L, 6L, 7L, 8L, 9L);
    assertThat(order.held()).isZero();
  }

  @Test
  void beginsWithWhatWasFetchedWhereNothingWasKnown() {
    handOff(6);

    order.fill(List.of(message(6)), 6, 0, this::give);
    log(6);
    log(7);

    assertThat(given).containsExactly(6L, 7L);
  }

  /// Kafka brings all in order, some of it twice and from further back; the node's own hand-offs
  /// come at any time.
  @RepeatedTest(200)
  void givesEachMessageOnceInOrderWhateverComesFirst() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int first = 1 + random.nextInt(5);
    int last = first + random.nextInt(40);
    List<Long> handOffs = new ArrayList<>();
    for (long seq = first; seq <= last; seq++) {
      if (random.nextInt(3) > 0) {
        handOffs.add(seq);
      }
    }
    Collections.shuffle(handOffs, random);

    long next = first;
    while (next <= last || !handOffs.isEmpty()) {
      boolean fromLog = next <= last && (handOffs.isEmpty() || random.nextBoolean());
      if (!fromLog) {
        handOff(handOffs.removeLast());
      } else if (next > first && random.nextInt(4) == 0) {
        next -= 1 + random.nextInt((int) (next - first));
      } else {
        log(next++);
      }
    }

    assertThat(given)
        .as("seed %d", seed)
        .containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
    assertThat(order.held()).as("seed %d", seed).isZero();
  }

  private void log(long seq) {
    order.offer(message(seq), Source.LOG, 0, this::give);
  }

  private void change(long rev) {
    order.offer(Delivery.ofChange(rev, 1, new byte[0], "m"), Source.LOG, 0, this::give);
  }

  private void handOff(long seq) {
    order.offer(message(seq), Source.HAND_OFF, 0, this::give);
  }

  private void give(Delivery delivery) {
    given.add(delivery.rev());
    deliveries.add(delivery);
  }

  private static Delivery message(long seq) {
    return Delivery.ofNew(seq, seq, new byte[0], "m" + seq, null);
  }
}
