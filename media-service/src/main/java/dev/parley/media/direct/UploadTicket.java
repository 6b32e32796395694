package dev.parley.media.direct;

import dev.parley.common.id.MediaId;
import dev.parley.media.record.MediaStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How to send an upload, and how far it has come.
///
/// @param uploadUrl where the file goes as a whole; absent where it comes in parts
/// @param headers to be sent with it, or with each part
/// @param expiresAt when it is given up unless it is complete
/// @param partSize bytes of each part but the last
/// @param arrived the parts that the store has
/// @param missing the first of those that it has not, each with where it goes; at most 100
public record UploadTicket(
    MediaId mediaId,
    MediaStatus status,
    @Nullable URI uploadUrl,
    String method,
    Map<String, String> headers,
    Instant expiresAt,
    @Nullable Long partSize,
    @Nullable Integer partCount,
    @Nullable List<Arrived> arrived,
    @Nullable List<Missing> missing) {

  /// @param number 1 or more
  /// @param size bytes
  public record Arrived(int number, long size) {}

  /// @param number 1 or more
  /// @param size bytes that it is to have
  public record Missing(int number, long size, URI uploadUrl) {}
}
