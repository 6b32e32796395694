package dev.parley.media.record;

import dev.parley.common.id.MediaId;
import org.jspecify.annotations.Nullable;

/// What message-service puts into a message of it. A file's name stays with its owner's view.
record OwnedMediaView(
    MediaId mediaId,
    String ownerId,
    MediaStatus status,
    String contentType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash) {}
