package dev.parley.common.event;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Media can be seen by those it is sent to: `media.ready`.
///
/// @param status `ready`
/// @param fileName for display, at most 255 characters
/// @param contentType told by the content
/// @param size bytes
/// @param width pixels
/// @param height pixels
/// @param waveform of sound: its loudness over time, 0–100 each; absent where there is none
/// @param unprocessed true where nothing could look into it, such as a film without ffmpeg
/// @param version grows with each change of the media: the higher one holds
public record MediaReady(
    MediaId mediaId,
    String ownerId,
    String status,
    @Nullable String fileName,
    String contentType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash,
    @Nullable List<Integer> waveform,
    @Nullable Boolean unprocessed,
    Instant createdAt,
    long version)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.MEDIA_READY;
  }

  @Override
  public String partitionKey() {
    return mediaId.toString();
  }

  @Override
  public Map<String, String> extensions() {
    return Map.of(Extensions.VERSION, Long.toString(version));
  }
}
