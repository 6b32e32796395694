package dev.parley.media.record;

import org.jspecify.annotations.Nullable;

/// What processing has found and made.
///
/// @param contentType told by the content
/// @param charset of a text, where there is no doubt of it
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
    @Nullable String charset,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash,
    byte @Nullable [] waveform,
    @Nullable String largeType,
    @Nullable String thumbnailType,
    boolean unprocessed) {

  /// What is no text.
  public Processed(
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
    this(
        contentType,
        null,
        size,
        width,
        height,
        durationMs,
        blurhash,
        waveform,
        largeType,
        thumbnailType,
        unprocessed);
  }

  /// A file that is kept as it is.
  public static Processed asItIs(String contentType, long size) {
    return new Processed(contentType, size, null, null, null, null, null, null, null, false);
  }

  /// A text that is kept as it is.
  public static Processed text(String contentType, @Nullable String charset, long size) {
    return new Processed(
        contentType, charset, size, null, null, null, null, null, null, null, false);
  }

  /// A film or sound that nothing here can look into.
  public static Processed unprocessed(String contentType, long size) {
    return new Processed(contentType, size, null, null, null, null, null, null, null, true);
  }
}
