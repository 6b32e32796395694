package dev.parley.media.catalog;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The contract's Media object.
///
/// @param reason why it was rejected
/// @param contentType what the bytes are, not what their sender said
/// @param size bytes
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
