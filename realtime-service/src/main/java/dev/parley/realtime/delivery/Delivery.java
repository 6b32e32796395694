package dev.parley.realtime.delivery;

import dev.parley.realtime.session.Session;
import org.jspecify.annotations.Nullable;

/// A new message on its way to the sockets of its conversation.
///
/// @param json the message as it is stored and published; it is sent on as it is
/// @param origin the socket that sent it and has the acknowledgement instead
record Delivery(long seq, byte[] json, String messageId, @Nullable Session origin) {}
