package dev.parley.conversation.setting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param mutedUntil no notifications before
/// @param pinned above the others in the inbox
/// @param archived out of the inbox until something new is sent
record Settings(@Nullable Instant mutedUntil, boolean pinned, boolean archived) {}
