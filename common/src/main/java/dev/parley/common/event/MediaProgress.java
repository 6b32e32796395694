package dev.parley.common.event;

import dev.parley.common.id.MediaId;
import java.util.Map;

/// How far media has come on its way to `ready`: `media.progress`, for its owner to watch. Each may
/// be lost, and the next one says all that it said; how it ends is told by `media.ready` or
/// `media.rejected`.
///
/// @param status `pending` while its bytes arrive, `processing` after
/// @param phase `uploading`; then `waiting`, `fetching`, `checking`, `converting`, `storing`. After
///   an outage, or a try that failed, it is `waiting` again
/// @param percent of what is to be done in this status, 0–100
/// @param version the media's, as in `media.ready`: the higher one holds
public record MediaProgress(
    MediaId mediaId, String ownerId, String status, String phase, int percent, long version)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.MEDIA_PROGRESS;
  }

  /// Who has none of the owner's sockets need not read it.
  @Override
  public String partitionKey() {
    return ownerId;
  }

  @Override
  public String subjectId() {
    return mediaId.toString();
  }

  @Override
  public Map<String, String> extensions() {
    return Map.of(Extensions.VERSION, Long.toString(version));
  }
}
