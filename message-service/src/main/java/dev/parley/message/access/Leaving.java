package dev.parley.message.access;

import java.time.Instant;

/// When someone left a conversation, or was taken out of it.
///
/// @param rev the conversation's last change then, or one shortly before
public record Leaving(long rev, Instant at) {}
