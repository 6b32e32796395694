package dev.parley.media.record;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param reason why it was rejected
/// @param fileName for display, at most 255 characters
/// @param contentType told by the content
/// @param size bytes
/// @param width pixels as a viewer shows it
/// @param height pixels as a viewer shows it
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
    Instant createdAt) {}
