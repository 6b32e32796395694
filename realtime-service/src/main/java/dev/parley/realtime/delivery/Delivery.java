package dev.parley.realtime.delivery;

import org.jspecify.annotations.Nullable;

/// A new message on its way to the sockets of its conversation.
///
/// @param json the message as it is stored and published; it is sent on as it is
/// @param origin the sockets that sent it and have the acknowledgement instead, where they are
///   known; else they are looked up when it is delivered
record Delivery(long seq, byte[] json, String messageId, @Nullable Origin origin) {}
