package dev.parley.media.record;

import org.jspecify.annotations.Nullable;

/// What processing has found and made.
///
/// @param contentType told by the content
/// @param size bytes of what is served as `original`
/// @param width pixels as a viewer shows it
/// @param height pixels as a viewer shows it
/// @param waveform loudness over time, 0–100 each
/// @param largeType of the variant `large`; null where there is none
/// @param thumbnailType of the variant `thumbnail`; null where there is none
/// @param unprocessed whether nothing could look into it
@SuppressWarnings("ArrayRecordComponent")
public record Processed(
    String contentType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash,
    byte @Nullable [] waveform,
    @Nullable String largeType,
    @Nullable String thumbnailType,
    boolean unprocessed) {

  /// A file that is kept as it is.
  public static Processed asItIs(String contentType, long size) {
    return new Processed(contentType, size, null, null, null, null, null, null, null, false);
  }

  /// A film or sound that nothing here can look into.
  public static Processed unprocessed(String contentType, long size) {
    return new Processed(contentType, size, null, null, null, null, null, null, null, true);
  }
}
