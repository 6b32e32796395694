package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.ProblemType;
import dev.parley.message.attachment.UnfinishedMedia.Entry;
import dev.parley.message.change.Actor;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeRequest;
import dev.parley.message.change.ChangeResult;
import dev.parley.message.change.MessageChanger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Looks once more after a message's media when the message is stored: its event may have come
/// while the message was on its way, and found no message to complete. What is to be looked after
/// is noted with the message, so that it is done also where this process ends in between.
@Component
public class AttachmentFollowUp {

  private static final Logger log = LoggerFactory.getLogger(AttachmentFollowUp.class);
  private static final int AT_ONCE = 100;

  /// What is younger is looked after by the process that stored it.
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);

  private final MediaClient client;
  private final MessageChanger changer;
  private final UnfinishedMedia unfinished;
  private final Clock clock;

  AttachmentFollowUp(
      MediaClient client, MessageChanger changer, UnfinishedMedia unfinished, Clock clock) {
    this.client = client;
    this.changer = changer;
    this.unfinished = unfinished;
    this.clock = clock;
  }

  /// Does so beside the send, where some of the media looks unfinished.
  public void of(MessageBody message) {
    List<Entry> entries = UnfinishedMedia.of(message);
    if (!entries.isEmpty()) {
      Thread.ofVirtual()
          .name("attachments")
          .start(() -> {
            try {
              lookAfter(entries);
            } catch (DataAccessException e) {
              log.atInfo()
                  .addKeyValue("message_id", message.id())
                  .addKeyValue("cause", Outages.causeOf(e))
                  .log("Media is looked after later");
            }
          });
    }
  }

  /// Looks after some of what was left.
  ///
  /// @return whether there may be more
  boolean step() {
    List<Entry> left = unfinished.notedBefore(clock.instant().minus(LEFT_BEHIND), AT_ONCE);
    return lookAfter(left) && left.size() == AT_ONCE;
  }

  /// @return whether all of them could be
  private boolean lookAfter(List<Entry> entries) {
    Map<UserId, List<Entry>> byOwner =
        entries.stream().collect(Collectors.groupingBy(Entry::owner));
    boolean all = true;
    for (Map.Entry<UserId, List<Entry>> some : byOwner.entrySet()) {
      all &= complete(some.getKey(), some.getValue());
    }
    return all;
  }

  /// What is still in work is left to its event: now it finds the message.
  private boolean complete(UserId owner, List<Entry> entries) {
    try {
      Map<MediaId, Media> ended =
          client.ofOwner(owner, entries.stream().map(Entry::media).distinct().toList()).stream()
              .filter(Media::isEnded)
              .collect(Collectors.toMap(Media::mediaId, Function.identity()));
      List<ChangeRequest> requests = new ArrayList<>();
      for (Entry entry : entries) {
        Media media = ended.get(entry.media());
        if (media != null) {
          requests.add(
              new ChangeRequest(
                  entry.message(), Actor.SUITE, new Change.Attach(media.toAttachment()), null));
        }
      }
      if (changer.changeBySuite(requests).stream().anyMatch(AttachmentFollowUp::mayBeDoneLater)) {
        return false;
      }
      unfinished.strikeOut(entries);
      return true;
    } catch (DomainException e) {
      log.atInfo()
          .addKeyValue("user_id", owner)
          .addKeyValue("media", entries.size())
          .addKeyValue("cause", e.detail())
          .log("Media is looked after later");
      return false;
    }
  }

  private static boolean mayBeDoneLater(ChangeResult result) {
    return result instanceof ChangeResult.Refused refused
        && refused.reason().type() == ProblemType.UNAVAILABLE;
  }
}
