package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.json.Text;
import dev.parley.common.problem.ValidationException;
import dev.parley.message.change.Reactions.Mark;
import dev.parley.message.history.MessageDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A stored message, while the head of its conversation is locked. Each verb either changes it and
/// says so, finds it so already, or throws why it may not be.
final class StoredMessage {

  /// A content that was replaced.
  record Replaced(long rev, @Nullable String content, Instant at) {}

  private final MessageBody stored;
  private final Reactions reactions;
  private final List<Replaced> replaced = new ArrayList<>();
  private MessageDetails details;
  private long rev;
  private @Nullable String content;
  private @Nullable Integer threadReplies;
  private boolean pinned;
  private @Nullable Instant editedAt;
  private @Nullable Instant deletedAt;

  StoredMessage(MessageBody stored, Reactions.Stored reactors) {
    this.stored = stored;
    this.reactions = new Reactions(stored.reactions(), reactors);
    this.details = MessageDetails.of(stored);
    this.rev = stored.rev();
    this.content = stored.content();
    this.threadReplies = stored.threadReplyCount();
    this.pinned = stored.pinned();
    this.editedAt = stored.editedAt();
    this.deletedAt = stored.deletedAt();
  }

  /// @param nextRev what the change takes if it is one
  boolean edit(Change.Edit edit, Actor by, Instant now, Duration within, long nextRev) {
    requireNotDeleted();
    requireNoSystemMessage(by);
    if (!by.id().value().equals(stored.senderId())) {
      throw new NotYoursException("Only its sender may edit a message");
    }
    if (stored.forwardedFrom() != null) {
      throw new NotYoursException("A forwarded message says what another has said");
    }
    if (now.isAfter(stored.createdAt().plus(within))) {
      throw new EditWindowOverException();
    }
    @Nullable String newContent = newContent(edit);
    MessageDetails newDetails = details.edited(edit.mentions(), edit.metadata());
    if (stored.type() == MessageType.CUSTOM
        && newContent == null
        && newDetails.metadata() == null) {
      throw new ValidationException("metadata", "required");
    }
    if (Objects.equals(newContent, content) && newDetails.equals(details)) {
      return false;
    }
    if (!Objects.equals(newContent, content)) {
      replaced.add(new Replaced(nextRev, content, now));
    }
    content = newContent;
    details = newDetails;
    editedAt = now;
    return true;
  }

  boolean delete(Actor by, Instant now) {
    if (isDeleted()) {
      return false;
    }
    requireNoSystemMessage(by);
    if (!by.admin() && !by.id().value().equals(stored.senderId())) {
      throw new NotYoursException("Only its sender and admins may delete a message");
    }
    content = null;
    details = MessageDetails.inThread(details.threadRoot());
    reactions.clear();
    replaced.clear();
    pinned = false;
    editedAt = null;
    deletedAt = now;
    return true;
  }

  boolean react(Mark mark, long nextRev) {
    requireNotDeleted();
    return reactions.add(mark, nextRev);
  }

  boolean unreact(Mark mark) {
    return !isDeleted() && reactions.remove(mark);
  }

  /// @param max pinned messages in the conversation
  boolean pin(int pinnedBefore, int max) {
    requireNotDeleted();
    if (pinned) {
      return false;
    }
    if (pinnedBefore >= max) {
      throw new TooManyPinsException(max);
    }
    pinned = true;
    return true;
  }

  boolean unpin() {
    boolean was = pinned;
    pinned = false;
    return was;
  }

  boolean attach(MessageBody.Attachment attachment) {
    MessageDetails before = details;
    details = details.attaching(attachment);
    return !details.equals(before);
  }

  /// Counts replies in its thread, or counts them off.
  void countReplies(int more) {
    int count = Math.max(0, (threadReplies == null ? 0 : threadReplies) + more);
    threadReplies = count == 0 ? null : count;
  }

  /// Drops what it shows of the message it answers, which was deleted.
  boolean forgetQuote() {
    MessageBody.@Nullable ReplyTo quote = details.replyTo();
    if (quote == null || quote.preview() == null) {
      return false;
    }
    details = details.withoutPreview();
    return true;
  }

  void revise(long newRev) {
    rev = newRev;
  }

  MessageBody stored() {
    return stored;
  }

  long seq() {
    return stored.seq();
  }

  long rev() {
    return rev;
  }

  boolean isDeleted() {
    return deletedAt != null;
  }

  boolean isPinned() {
    return pinned;
  }

  Reactions reactions() {
    return reactions;
  }

  MessageDetails details() {
    return details;
  }

  List<Replaced> replaced() {
    return replaced;
  }

  /// As the outside sees it now.
  ///
  /// @param change for an event
  MessageBody body(@Nullable String change) {
    return details.bodyOf(
        new MessageBody(
            stored.id(),
            stored.conversationId(),
            stored.seq(),
            rev,
            stored.type(),
            stored.senderId(),
            isDeleted() ? null : stored.senderName(),
            content,
            List.of(),
            null,
            null,
            null,
            threadReplies,
            List.of(),
            reactions.shown(),
            null,
            pinned,
            null,
            stored.createdAt(),
            editedAt,
            deletedAt,
            null,
            stored.silent(),
            change));
  }

  private @Nullable String newContent(Change.Edit edit) {
    String wanted = edit.content();
    if (wanted == null) {
      return content;
    }
    boolean mustSay = stored.type() == MessageType.TEXT && details.attachments().isEmpty();
    if (mustSay && Text.isBlank(wanted)) {
      throw new ValidationException("content", "required");
    }
    return wanted.isEmpty() ? null : wanted;
  }

  /// What the suite has said of a conversation is no participant's to change, an admin's no more
  /// than another's: it tells what they have done.
  private void requireNoSystemMessage(Actor by) {
    if (stored.type() == MessageType.SYSTEM && !by.isSuite()) {
      throw new NotYoursException("A system message stays as it is");
    }
  }

  private void requireNotDeleted() {
    if (isDeleted()) {
      throw new DeletedMessageException();
    }
  }
}
