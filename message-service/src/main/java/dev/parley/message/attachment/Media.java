package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.MediaId;
import org.jspecify.annotations.Nullable;

/// Media as media-service tells of it, asked or by an event.
///
/// @param status `pending`, `processing`, `ready` or `rejected`
record Media(
    MediaId mediaId,
    String ownerId,
    @Nullable String status,
    @Nullable String contentType,
    @Nullable Long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash) {

  boolean isReady() {
    return "ready".equals(status);
  }

  boolean isRejected() {
    return "rejected".equals(status);
  }

  /// What a message shows of it: of rejected media nothing that could be fetched.
  MessageBody.Attachment toAttachment() {
    String url = isRejected() ? null : "/api/v1/media/" + mediaId + "/content";
    return new MessageBody.Attachment(
        mediaId,
        contentType,
        size,
        width,
        height,
        durationMs,
        blurhash,
        url,
        url == null ? null : url + "?variant=thumbnail");
  }
}
