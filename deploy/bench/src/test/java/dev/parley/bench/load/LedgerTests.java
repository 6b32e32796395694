package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Ledger.Delivery;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTests {
  private static final int NO_SEQ = PacketScanner.NONE;

  /// Two pairs: 0 and 1, 2 and 3.
  private final Ledger pairs = new Ledger(4, 2, 2);

  @Test
  void findsNothingWrongWhenNothingIs() {
    for (int seq = 1; seq <= 100; seq++) {
      int sender = seq % 2;
      int message = send(pairs, sender);
      pairs.acked(sender, message, seq);
      assertThat(pairs.delivered(1 - sender, message, seq)).isEqualTo(Delivery.FRESH);
    }

    assertThat(pairs.verdict()).isEqualTo(good());
  }

  @Test
  void takesADeliveryBeforeItsAcknowledgement() {
    int message = send(pairs, 0);
    pairs.delivered(1, message, 1);
    pairs.acked(0, message, 1);

    assertThat(pairs.verdict()).isEqualTo(good());
  }

  @Test
  void findsWhatWasAcknowledgedAndNotDelivered() {
    int message = send(pairs, 0);
    pairs.acked(0, message, 1);

    assertThat(pairs.undelivered()).isEqualTo(1);
    assertThat(pairs.verdict().lost()).isEqualTo(1);
  }

  @Test
  void countsEachMemberThatMissedAMessageOfAGroup() {
    Ledger group = new Ledger(500, 500, 1);
    int message = send(group, 0);
    for (int member = 1; member < 498; member++) {
      assertThat(group.delivered(member, message, 1)).isEqualTo(Delivery.FRESH);
    }
    group.acked(0, message, 1);

    assertThat(group.verdict().lost()).isEqualTo(2);
  }

  @Test
  void doesNotCallLostWhatWasNeverAcknowledged() {
    send(pairs, 0);

    assertThat(pairs.verdict().lost()).isZero();
    assertThat(pairs.verdict().unanswered()).isEqualTo(1);
  }

  @Test
  void findsDoubledDeliveries() {
    Ledger group = new Ledger(500, 500, 1);
    int message = send(group, 0);
    for (int member = 1; member < 500; member++) {
      group.delivered(member, message, 1);
    }

    assertThat(group.delivered(64, message, 1)).isEqualTo(Delivery.DUPLICATE);
    assertThat(group.delivered(499, message, 1)).isEqualTo(Delivery.DUPLICATE);
    assertThat(group.verdict().duplicates()).isEqualTo(2);
  }

  @Test
  void doesNotCountTheSendersOwnCopy() {
    int message = send(pairs, 0);

    assertThat(pairs.delivered(0, message, 1)).isEqualTo(Delivery.OWN);
    pairs.acked(0, message, 1);
    assertThat(pairs.verdict().duplicates()).isZero();
    assertThat(pairs.verdict().lost()).isEqualTo(1);
  }

  @Test
  void findsALowerSeqAfterAHigherOne() {
    int first = send(pairs, 0);
    int second = send(pairs, 0);
    pairs.delivered(1, second, 2);
    pairs.delivered(1, first, 1);

    assertThat(pairs.verdict().outOfOrder()).isEqualTo(1);
    assertThat(pairs.verdict().senderReordered()).isEqualTo(1);
  }

  @Test
  void findsASendersMessagesInAnotherOrderEvenWithoutSeqs() {
    int first = send(pairs, 0);
    int second = send(pairs, 0);
    pairs.delivered(1, second, NO_SEQ);
    pairs.delivered(1, first, NO_SEQ);

    assertThat(pairs.verdict().outOfOrder()).isZero();
    assertThat(pairs.verdict().senderReordered()).isEqualTo(1);
  }

  @Test
  void letsTwoSendersMessagesMix() {
    Ledger group = new Ledger(3, 3, 2);
    int early = send(group, 0);
    int late = send(group, 1);
    group.delivered(2, late, 1);
    group.delivered(2, early, 2);

    assertThat(group.verdict().senderReordered()).isZero();
    assertThat(group.verdict().outOfOrder()).isZero();
  }

  @Test
  void findsWhatWentToSomeoneOutsideTheConversation() {
    int message = send(pairs, 0);

    assertThat(pairs.delivered(2, message, 1)).isEqualTo(Delivery.MISDELIVERED);
    assertThat(pairs.verdict().misdelivered()).isEqualTo(1);
  }

  @Test
  void findsWhatWasNeverSentOrRefused() {
    int message = send(pairs, 0);
    pairs.refused(0, message, "no");

    assertThat(pairs.delivered(1, message, 1)).isEqualTo(Delivery.UNEXPECTED);
    assertThat(pairs.delivered(1, 99, 1)).isEqualTo(Delivery.UNEXPECTED);
    assertThat(pairs.verdict().unexpected()).isEqualTo(2);
  }

  @Test
  void findsAnswersThatNobodyWaitsFor() {
    int message = send(pairs, 0);

    assertThat(pairs.acked(1, message, 1)).as("another's").isFalse();
    assertThat(pairs.acked(0, message, 1)).isTrue();
    assertThat(pairs.acked(0, message, 1)).as("again").isFalse();
    assertThat(pairs.acked(0, 99, 1)).as("unknown").isFalse();
    pairs.refused(0, message, "after all");

    assertThat(pairs.verdict().unexpected()).isEqualTo(4);
    assertThat(pairs.verdict().rejected()).isZero();
    assertThat(pairs.unanswered()).isZero();
  }

  @Test
  void countsRefusalsByReason() {
    pairs.refused(0, send(pairs, 0), "rate_limited");
    pairs.refused(1, send(pairs, 1), "rate_limited");
    pairs.refused(0, send(pairs, 0), "blocked");

    assertThat(pairs.verdict().rejected()).isEqualTo(3);
    assertThat(pairs.verdict().reasons()).isEqualTo(Map.of("rate_limited", 2, "blocked", 1));
    assertThat(pairs.unanswered()).isZero();
  }

  @Test
  void findsOneMessageWithTwoSeqs() {
    int message = send(pairs, 0);
    pairs.acked(0, message, 1);
    pairs.delivered(1, message, 2);

    assertThat(pairs.verdict().seqConflicts()).isEqualTo(1);
  }

  @Test
  void findsTwoMessagesWithOneSeq() {
    pairs.acked(0, send(pairs, 0), 7);
    pairs.acked(0, send(pairs, 0), 7);
    pairs.acked(2, send(pairs, 2), 7);

    assertThat(pairs.verdict().seqConflicts()).as("another conversation may").isEqualTo(1);
  }

  @Test
  void findsGapsInEachConversation() {
    pairs.acked(0, send(pairs, 0), 2);
    pairs.acked(1, send(pairs, 1), 5);
    pairs.acked(2, send(pairs, 2), 90);

    assertThat(pairs.verdict().seqGaps()).isEqualTo(2);
  }

  @Test
  void remembersMoreMessagesThanOnePieceHolds() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(pairs.sent(0, i, i % 2 == 0)).isEqualTo(i);
    }
    assertThat(pairs.at(99_999)).isEqualTo(99_999);
    assertThat(pairs.counted(99_998)).isTrue();
    assertThat(pairs.counted(99_999)).isFalse();
    assertThat(pairs.unanswered()).isEqualTo(100_000);
  }

  private static int send(Ledger ledger, int sender) {
    return ledger.sent(sender, 0, true);
  }

  private static Verdict good() {
    return new Verdict(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
  }
}
