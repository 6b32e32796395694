package dev.parley.realtime.socketio;

import com.corundumstudio.socketio.protocol.PacketType;
import org.jspecify.annotations.Nullable;

/// A packet as it came, well-formed.
///
/// @param attachments how many binary packets must follow
/// @param ackId -1 when no answer is wanted
/// @param json the payload; empty when there is none
/// @param event its name, for events only
/// @param start where the event's first argument begins in the payload
/// @param firstEnd behind it
record InPacket(
    PacketType type,
    int attachments,
    String namespace,
    long ackId,
    byte[] json,
    @Nullable String event,
    int start,
    int firstEnd) {}
