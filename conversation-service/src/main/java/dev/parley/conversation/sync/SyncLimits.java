package dev.parley.conversation.sync;

/// How much one answer may hold; the rest comes with the next call.
///
/// @param conversations at most
/// @param bytes of messages, about, and as much of conversations; the first conversation is told of
///   whatever it takes
/// @param changes messages of one conversation; more of them and the device starts over with it
record SyncLimits(int conversations, long bytes, int changes) {

  static final SyncLimits OVER_HTTP = new SyncLimits(1_000, 4_000_000, 100);

  /// Two of these fit into what may wait for one socket.
  static final SyncLimits OVER_A_SOCKET = new SyncLimits(100, 250_000, 100);
}
