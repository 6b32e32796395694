package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody.Attachment;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.MediaId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Media as media-service tells of it, asked or by an event.
///
/// @param status `pending`, `processing`, `ready`, `rejected` or `erased`
/// @param reason why it was rejected
/// @param unprocessed true where nothing could look into it: its type is a guess
record Media(
    MediaId mediaId,
    String ownerId,
    @Nullable String status,
    @Nullable String reason,
    @Nullable String fileName,
    @Nullable String contentType,
    @Nullable Long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable String blurhash,
    @Nullable List<Integer> waveform,
    @Nullable Boolean unprocessed) {

  /// All that is left of media that is gone.
  static Attachment erased(MediaId id) {
    return new Attachment(
        id, Attachment.ERASED, null, null, null, null, null, null, null, null, null, null, null);
  }

  boolean isReady() {
    return Attachment.READY.equals(status);
  }

  boolean isRejected() {
    return Attachment.REJECTED.equals(status);
  }

  boolean isErased() {
    return Attachment.ERASED.equals(status);
  }

  boolean isEnded() {
    return isReady() || isRejected() || isErased();
  }

  /// Whether a message of this type may show it, as far as it is known what it is: a sound may look
  /// like a film until somebody has looked into it.
  boolean suits(MessageType type) {
    @Nullable String family =
        switch (type) {
          case IMAGE -> "image/";
          case VIDEO -> "video/";
          case AUDIO -> "audio/";
          default -> null;
        };
    boolean isKnown = isReady() && !Boolean.TRUE.equals(unprocessed);
    return family == null || !isKnown || contentType == null || contentType.startsWith(family);
  }

  /// What a message shows of it: nothing that could be fetched, unless it can be.
  Attachment toAttachment() {
    String url = isReady() ? "/api/v1/media/" + mediaId + "/content" : null;
    var shown =
        new Attachment(
            mediaId,
            isReady() ? Attachment.READY : Attachment.PROCESSING,
            null,
            fileName,
            contentType,
            size,
            width,
            height,
            durationMs,
            blurhash,
            waveform,
            url,
            url != null && Attachment.hasPicture(contentType, blurhash)
                ? url + "?variant=thumbnail"
                : null);
    return isRejected() || isErased() ? shown.ended(String.valueOf(status), reason) : shown;
  }
}
