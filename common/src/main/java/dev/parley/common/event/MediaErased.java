package dev.parley.common.event;

import dev.parley.common.id.MediaId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Media was taken away because its message, its conversation or its owner is gone, or by itself:
/// `media.erased`. Of a user and of a conversation there may be several, one for each part of the
/// work.
///
/// @param cause `message`, `conversation`, `user` or `media`: what was deleted
/// @param subjectId the message's, the conversation's, the user's or the media's id
/// @param media how many this tells of
/// @param bytes of them
/// @param mediaIds which, at most 500; absent in what was published before it said so
public record MediaErased(
    String cause,
    String subjectId,
    long media,
    long bytes,
    Instant at,
    @Nullable List<MediaId> mediaIds)
    implements EventBody {

  /// One that was deleted for itself, or is found to be gone.
  public static MediaErased ofOne(MediaId id, long bytes, Instant at) {
    return new MediaErased("media", id.toString(), 1, bytes, at, List.of(id));
  }

  @Override
  public String topic() {
    return Topics.MEDIA_ERASED;
  }

  @Override
  public String partitionKey() {
    return subjectId;
  }
}
