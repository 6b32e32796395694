package dev.parley.media.record;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param reason why it was rejected, in a word such as `unsupported_type`
/// @param fileName for display, at most 255 characters
/// @param contentType told by the content; until it is processed, as the client said
/// @param size bytes
/// @param width pixels as a viewer shows it
/// @param height pixels as a viewer shows it
/// @param waveform of sound: its loudness over time, 0–100 each
/// @param unprocessed true where nothing could look into it: it is kept as it came
public record MediaView(
    MediaId mediaId,
    MediaStatus status,
    @Nullable String reason,
    @Nullable String fileName,
    String contentType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash,
    @Nullable List<Integer> waveform,
    @Nullable Boolean unprocessed,
    Instant createdAt) {}
