package dev.parley.media.record;

import dev.parley.common.id.MediaId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What message-service puts into a message of it.
///
/// @param status a media's, or `erased` for a week after its end: all but its type and size is left
///   out then
/// @param unprocessed true where nothing could look into it: its type is a guess
record OwnedMediaView(
    MediaId mediaId,
    String ownerId,
    String status,
    @Nullable String reason,
    @Nullable String fileName,
    String contentType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash,
    @Nullable List<Integer> waveform,
    @Nullable Boolean unprocessed) {}
