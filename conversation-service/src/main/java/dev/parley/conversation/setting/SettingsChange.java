package dev.parley.conversation.setting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param mutes whether `mutedUntil` is to be set
/// @param mutedUntil null ends the muting
/// @param pinned null keeps it
/// @param archived null keeps it
record SettingsChange(
    boolean mutes,
    @Nullable Instant mutedUntil,
    @Nullable Boolean pinned,
    @Nullable Boolean archived) {}
