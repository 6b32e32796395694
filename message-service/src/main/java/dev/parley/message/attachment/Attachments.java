package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The media of a message that is about to be sent.
@Component
public class Attachments {

  private final MediaClient client;

  Attachments(MediaClient client) {
    this.client = client;
  }

  /// What a message of this type shows of each, in order.
  ///
  /// @throws dev.parley.common.problem.DomainException `validation_failed` where one does not exist
  ///   or is another user's (`invalid`: it cannot be told which), was `rejected` or `erased`, or is
  ///   of another kind than the message (`type_mismatch`); `unavailable` when media-service cannot
  ///   say
  public List<MessageBody.Attachment> of(UserId sender, MessageType type, List<MediaId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<MediaId, Media> found =
        client.ofOwner(sender, ids).stream()
            .collect(Collectors.toMap(Media::mediaId, Function.identity()));
    var errors = new FieldErrors();
    List<MessageBody.Attachment> attachments = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Media media = found.get(ids.get(i));
      @Nullable String problem =
          media == null || !media.ownerId().equals(sender.value())
              ? "invalid"
              : problemOf(media, type);
      errors.add("attachments[%d].media_id".formatted(i), problem);
      if (media != null && problem == null) {
        attachments.add(media.toAttachment());
      }
    }
    errors.throwIfAny();
    return attachments;
  }

  private static @Nullable String problemOf(Media own, MessageType type) {
    if (own.isRejected() || own.isErased()) {
      return own.status();
    }
    return own.suits(type) ? null : "type_mismatch";
  }
}
