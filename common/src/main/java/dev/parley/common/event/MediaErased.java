package dev.parley.common.event;

import java.time.Instant;

/// Media was taken away because its message, its conversation or its owner is gone: `media.erased`.
/// Of a user and of a conversation there may be several, one for each part of the work.
///
/// @param cause `message`, `conversation` or `user`: what was deleted
/// @param subjectId the message's, the conversation's or the user's id
/// @param media how many this tells of
/// @param bytes of them
public record MediaErased(String cause, String subjectId, long media, long bytes, Instant at)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.MEDIA_ERASED;
  }

  @Override
  public String partitionKey() {
    return subjectId;
  }
}
