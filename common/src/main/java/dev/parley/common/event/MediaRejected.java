package dev.parley.common.event;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Media was refused and its bytes are gone: `media.rejected`.
///
/// @param status `rejected`
/// @param reason a word such as `unsupported_type`, `polyglot` or `malware`
/// @param fileName for display, at most 255 characters
/// @param contentType as far as it was known
/// @param size bytes
/// @param version grows with each change of the media: the higher one holds
public record MediaRejected(
    MediaId mediaId,
    String ownerId,
    String status,
    String reason,
    @Nullable String fileName,
    String contentType,
    long size,
    Instant createdAt,
    long version)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.MEDIA_REJECTED;
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
