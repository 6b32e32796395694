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

  private static final String REJECTED = "rejected";

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
    Map<MediaId, MediaClient.Media> found =
        client.ofOwner(sender, ids).stream()
            .collect(Collectors.toMap(MediaClient.Media::mediaId, Function.identity()));
    List<FieldError> errors = new ArrayList<>();
    List<MessageBody.Attachment> attachments = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      MediaClient.Media media = found.get(ids.get(i));
      if (media == null
          || !media.ownerId().equals(sender.value())
          || REJECTED.equals(media.status())) {
        errors.add(new FieldError("attachments[%d].media_id".formatted(i), "invalid"));
      } else {
        attachments.add(attachment(media));
      }
    }
    if (!errors.isEmpty()) {
      throw new ValidationException(errors);
    }
    return attachments;
  }

  private static MessageBody.Attachment attachment(MediaClient.Media media) {
    String url = "/api/v1/media/" + media.mediaId() + "/content";
    return new MessageBody.Attachment(
        media.mediaId(),
        media.contentType(),
        media.size(),
        media.width(),
        media.height(),
        media.durationMs(),
        media.blurhash(),
        url,
        url + "?variant=thumbnail");
  }
}
