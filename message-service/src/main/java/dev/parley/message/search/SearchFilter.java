package dev.parley.message.search;

import dev.parley.common.event.MessageType;
import dev.parley.common.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a found message must be, beside what it says.
///
/// @param from the first moment, inclusive
/// @param to the last one, exclusive
record SearchFilter(
    @Nullable UserId sender, @Nullable MessageType type, Instant from, Instant to) {}
