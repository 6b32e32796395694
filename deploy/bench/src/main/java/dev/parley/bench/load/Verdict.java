package dev.parley.bench.load;

import java.util.Map;

/// What went wrong in a run. All zero is the only good result, except `senderReordered` where the
/// server promises no order.
///
/// @param rejected refused by the server
/// @param lost acknowledged, and not delivered to someone by the end
/// @param unanswered neither acknowledged nor refused by the end
/// @param duplicates deliveries of a message to one who had it
/// @param outOfOrder a recipient saw a lower seq after a higher one
/// @param senderReordered a recipient saw a sender's messages in another order than they were sent
/// @param misdelivered to someone who is not in the conversation
/// @param unexpected deliveries of messages refused or never sent; answers nobody waited for
/// @param seqConflicts two messages with one seq, or one message with two
/// @param seqGaps seqs missing between a conversation's lowest and highest
/// @param reasons why the server refused, and how often
record Verdict(
    long rejected,
    long lost,
    long unanswered,
    long duplicates,
    long outOfOrder,
    long senderReordered,
    long misdelivered,
    long unexpected,
    long seqConflicts,
    long seqGaps,
    Map<String, Integer> reasons) {}
