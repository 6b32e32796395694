package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The media of a message that is about to be sent.
@Component
public class Attachments {

  private final MediaClient client;

  Attachments(MediaClient client) {
    this.client = client;
  }

  /// What a message shows of each, in order.
  ///
  /// @throws dev.parley.common.problem.DomainException `validation_failed` where one does not
  ///   exist, was rejected, or is another user's; `unavailable` when media-service cannot say
  public List<MessageBody.Attachment> of(UserId sender, List<MediaId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<MediaId, Media> found =
        client.ofOwner(sender, ids).stream()
            .collect(Collectors.toMap(Media::mediaId, Function.identity()));
    List<FieldError> errors = new ArrayList<>();
    List<MessageBody.Attachment> attachments = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Media media = found.get(ids.get(i));
      if (media == null || !media.ownerId().equals(sender.value()) || media.isRejected()) {
        errors.add(new FieldError("attachments[%d].media_id".formatted(i), "invalid"));
      } else {
        attachments.add(media.toAttachment());
      }
    }
    if (!errors.isEmpty()) {
      throw new ValidationException(errors);
    }
    return attachments;
  }
}
