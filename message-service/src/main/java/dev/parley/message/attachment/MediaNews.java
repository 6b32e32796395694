package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody.Attachment;
import dev.parley.common.problem.ProblemType;
import dev.parley.message.change.Actor;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeRequest;
import dev.parley.message.change.ChangeResult;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Slot;
import java.util.List;
import org.springframework.stereotype.Component;

/// Brings what is new of media into every message that carries it, some of them at a time. What
/// shows it so already is left as it is.
@Component
class MediaNews {

  private static final int BATCH = 100;

  private final SentMedia sent;
  private final MessageChanger changer;

  MediaNews(SentMedia sent, MessageChanger changer) {
    this.sent = sent;
    this.changer = changer;
  }

  /// @throws dev.parley.common.problem.DomainException when some could not be changed; once more
  ///   does the rest
  void tell(Attachment attachment) {
    var change = new Change.Attach(attachment);
    List<SentMedia.Place> places = sent.places(attachment.mediaId(), null, BATCH);
    while (!places.isEmpty()) {
      apply(places, change);
      places = sent.places(attachment.mediaId(), places.getLast(), BATCH);
    }
  }

  private void apply(List<SentMedia.Place> places, Change change) {
    List<ChangeResult> results =
        changer.changeBySuite(
            places.stream()
                .map(place -> new Slot(place.conversationId(), place.messageId()))
                .map(slot -> new ChangeRequest(slot, Actor.SUITE, change, null))
                .toList());
    for (ChangeResult result : results) {
      // A message that is gone meanwhile shows nothing.
      if (result instanceof ChangeResult.Refused refused
          && refused.reason().type() != ProblemType.NOT_FOUND) {
        throw refused.reason();
      }
    }
  }
}
