package dev.parley.media.access;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds media for someone: its owner, and those it was sent to, who may see a message before its
/// media is ready.
///
/// message-service is asked about an id that does not exist as it is about any other: neither the
/// answer, nor its time, nor a failure tells a stranger what is there.
@Component
public class MediaReader {

  private final MediaRecords records;
  private final MessageClient messages;

  MediaReader(MediaRecords records, MessageClient messages) {
    this.records = records;
    this.messages = messages;
  }

  /// @throws dev.parley.common.problem.DomainException `not_found`, to a stranger too;
  ///   `unavailable` when message-service cannot say
  public Media read(MediaId id, UserId user) {
    Optional<Media> media = records.find(id.value());
    if (media.isPresent() && media.get().isOwnedBy(user)) {
      return media.get();
    }
    boolean shared = messages.isSharedWith(user, id);
    return media.filter(_ -> shared).orElseThrow(() -> new NotFoundException("media"));
  }
}
