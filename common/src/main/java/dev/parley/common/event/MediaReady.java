package dev.parley.common.event;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file can be read: `media.ready`.
///
/// @param contentType what its bytes are
/// @param size bytes
/// @param width pixels
/// @param height pixels
public record MediaReady(
    MediaId mediaId,
    String ownerId,
    String status,
    @Nullable String fileName,
    String contentType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    Instant createdAt)
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
  public String subjectId() {
    return mediaId.toString();
  }
}
