package dev.parley.bench.load;

import java.util.Arrays;

/// The places (`seq`) that a conversation's messages have: each one once, with no gap between the
/// lowest and the highest that were seen.
record SeqCheck(long repeats, long gaps) {

  static SeqCheck of(MessageLog log, int conversationSize) {
    long[] places = places(log, conversationSize);
    Arrays.sort(places);
    long repeats = 0;
    long gaps = 0;
    for (int i = 1; i < places.length; i++) {
      if (places[i] == places[i - 1]) {
        repeats++;
      } else if (conversation(places[i]) == conversation(places[i - 1])) {
        gaps += places[i] - places[i - 1] - 1;
      }
    }
    return new SeqCheck(repeats, gaps);
  }

  /// Conversation and seq of each message in one number, so that sorting groups them.
  private static long[] places(MessageLog log, int conversationSize) {
    long[] places = new long[log.size()];
    int count = 0;
    for (int number = 0; number < log.size(); number++) {
      long seq = log.seq(number);
      if (seq != PacketScanner.NONE) {
        long conversation = log.sender(number) / conversationSize;
        places[count++] = conversation << 40 | seq;
      }
    }
    return Arrays.copyOf(places, count);
  }

  private static long conversation(long place) {
    return place >>> 40;
  }
}
