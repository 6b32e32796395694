package dev.parley.bench.load;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Every message of a run against what became of it: finds what was lost, doubled, out of order,
/// refused, unanswered, or came where it should not.
///
/// Clients have numbers; conversations are consecutive clients: those of a pair, or all of a group.
/// One thread only.
final class Ledger {
  /// What a delivery was.
  enum Delivery {
    /// The first time that this recipient got this message.
    FRESH,
    /// The sender's own copy: neither expected nor wrong.
    OWN,
    DUPLICATE,
    /// To someone outside the conversation.
    MISDELIVERED,
    /// Of a message that was never sent, or that was refused.
    UNEXPECTED
  }

  private static final int MAX_REASONS = 20;
  private final int conversationSize;
  private final int senders;
  private final MessageLog log;
  private final long[] lastSeq;
  private final int[] lastNumber;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private long acked;
  private long refused;
  private long undelivered;
  private long duplicates;
  private long outOfOrder;
  private long senderReordered;
  private long misdelivered;
  private long unexpected;
  private long seqConflicts;

  /// @param senders how many of a conversation's members send, the first ones
  Ledger(int clients, int conversationSize, int senders) {
    this.conversationSize = conversationSize;
    this.senders = senders;
    this.log = new MessageLog(conversationSize);
    this.lastSeq = new long[clients];
    this.lastNumber = new int[clients * senders];
    Arrays.fill(lastNumber, -1);
  }

  /// @param at nanoseconds; when it was sent, or should have been
  /// @param counted whether it was sent while measuring
  /// @return its number
  int sent(int sender, long at, boolean counted) {
    return log.add(sender, at, counted);
  }

  /// @param seq as the acknowledgement says, [PacketScanner#NONE] when it says none
  /// @return false when nothing waited for this acknowledgement
  boolean acked(int client, long number, long seq) {
    if (!isAwaited(client, number)) {
      unexpected++;
      return false;
    }
    int message = (int) number;
    log.state(message, MessageLog.ACKED);
    acked++;
    undelivered += conversationSize - 1 - log.seen(message);
    compareSeq(message, seq);
    return true;
  }

  void refused(int client, long number, String reason) {
    if (!isAwaited(client, number)) {
      unexpected++;
      return;
    }
    log.state((int) number, MessageLog.REFUSED);
    refused++;
    if (reasons.size() < MAX_REASONS || reasons.containsKey(reason)) {
      reasons.merge(reason, 1, Integer::sum);
    }
  }

  private boolean isAwaited(int client, long number) {
    return number >= 0
        && number < log.size()
        && log.sender((int) number) == client
        && log.state((int) number) == MessageLog.SENT;
  }

  /// @param seq as the delivery says, [PacketScanner#NONE] when it says none
  Delivery delivered(int client, int number, long seq) {
    Delivery delivery = judge(client, number);
    switch (delivery) {
      case FRESH -> fresh(client, number, seq);
      case OWN -> compareSeq(number, seq);
      case DUPLICATE -> duplicates++;
      case MISDELIVERED -> misdelivered++;
      case UNEXPECTED -> unexpected++;
    }
    return delivery;
  }

  private Delivery judge(int client, int number) {
    if (number < 0 || number >= log.size() || log.state(number) == MessageLog.REFUSED) {
      return Delivery.UNEXPECTED;
    }
    int sender = log.sender(number);
    if (sender == client) {
      return Delivery.OWN;
    }
    if (sender / conversationSize != client / conversationSize) {
      return Delivery.MISDELIVERED;
    }
    return log.see(number, client % conversationSize) ? Delivery.FRESH : Delivery.DUPLICATE;
  }

  private void fresh(int client, int number, long seq) {
    if (log.state(number) == MessageLog.ACKED) {
      undelivered--;
    }
    compareSeq(number, seq);
    if (seq != PacketScanner.NONE) {
      if (seq < lastSeq[client]) {
        outOfOrder++;
      }
      lastSeq[client] = seq;
    }
    int fromSender = client * senders + log.sender(number) % conversationSize;
    if (number < lastNumber[fromSender]) {
      senderReordered++;
    }
    lastNumber[fromSender] = number;
  }

  /// Everyone must be told the same seq of a message.
  private void compareSeq(int number, long seq) {
    if (seq == PacketScanner.NONE) {
      return;
    }
    long known = log.seq(number);
    if (known == PacketScanner.NONE) {
      log.seq(number, seq);
    } else if (known != seq) {
      seqConflicts++;
    }
  }

  long at(int number) {
    return log.at(number);
  }

  boolean counted(int number) {
    return log.counted(number);
  }

  /// Sent, and neither acknowledged nor refused yet.
  long unanswered() {
    return log.size() - acked - refused;
  }

  /// Deliveries of acknowledged messages that are still to come.
  long undelivered() {
    return undelivered;
  }

  Verdict verdict() {
    SeqCheck seqs = SeqCheck.of(log, conversationSize);
    return new Verdict(
        refused,
        undelivered,
        unanswered(),
        duplicates,
        outOfOrder,
        senderReordered,
        misdelivered,
        unexpected,
        seqConflicts + seqs.repeats(),
        seqs.gaps(),
        new TreeMap<>(reasons));
  }
}
