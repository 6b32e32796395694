package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.message.change.Actor;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeRequest;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Slot;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Looks once more after a message's media when the message is stored: its event may have come
/// while the message was on its way, and found no message to complete.
@Component
public class AttachmentFollowUp {

  private static final Logger log = LoggerFactory.getLogger(AttachmentFollowUp.class);

  private final MediaClient client;
  private final MessageChanger changer;

  AttachmentFollowUp(MediaClient client, MessageChanger changer) {
    this.client = client;
    this.changer = changer;
  }

  /// Does so beside the send, where some of the media looks unfinished.
  public void of(MessageBody message) {
    List<MediaId> unfinished =
        message.attachments().stream()
            .filter(AttachmentFollowUp::looksUnfinished)
            .map(MessageBody.Attachment::mediaId)
            .toList();
    if (!unfinished.isEmpty() && message.forwardedFrom() == null) {
      Thread.ofVirtual().name("attachments").start(() -> complete(message, unfinished));
    }
  }

  private void complete(MessageBody message, List<MediaId> media) {
    try {
      changer.changeBySuite(
          client.ofOwner(new UserId(message.senderId()), media).stream()
              .filter(found -> found.isReady() || found.isRejected())
              .map(found ->
                  new ChangeRequest(
                      new Slot(message.conversationId(), message.id()),
                      Actor.SUITE,
                      new Change.Attach(found.toAttachment()),
                      null))
              .toList());
    } catch (DomainException e) {
      log.atInfo().addKeyValue("message_id", message.id()).log("Media was not looked after");
    }
  }

  /// A picture's size says nothing: it is known from the beginning.
  private static boolean looksUnfinished(MessageBody.Attachment attachment) {
    return attachment.durationMs() == null && attachment.blurhash() == null;
  }
}
