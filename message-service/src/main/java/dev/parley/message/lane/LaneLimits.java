package dev.parley.message.lane;

/// How much is gathered, and how much may wait.
///
/// @param lanes how many transactions run at a time; a conversation is always in the same one
/// @param maxBatch items in one transaction
/// @param maxBatchChars characters in one transaction, roughly; one item always fits
/// @param maxWaiting items that wait for all lanes
/// @param maxWaitingChars characters that wait for all lanes
public record LaneLimits(
    int lanes, int maxBatch, long maxBatchChars, int maxWaiting, long maxWaitingChars) {}
