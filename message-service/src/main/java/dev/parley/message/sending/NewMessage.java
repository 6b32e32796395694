package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.history.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A message that may be stored: all it lacks is its place.
///
/// @param trace the `traceparent` of what asked for it, which its event carries on
record NewMessage(
    ConversationId conversationId,
    MessageId id,
    MessageType type,
    UserId sender,
    @Nullable String senderName,
    @Nullable String content,
    MessageDetails details,
    boolean silent,
    @Nullable String trace) {

  private static final int TYPICAL_FIELDS = 200;
  private static final int TYPICAL_DETAILS = 2_000;

  /// About how many characters it keeps in memory.
  int size() {
    return TYPICAL_FIELDS
        + (content == null ? 0 : content.length())
        + (details == MessageDetails.NONE ? 0 : TYPICAL_DETAILS);
  }

  boolean hasAttachments() {
    return !details.attachments().isEmpty();
  }

  /// The message whose preview it shows; null when it shows none.
  @Nullable Slot quoted() {
    MessageBody.@Nullable ReplyTo quote = details.replyTo();
    return quote == null || quote.preview() == null ? null : new Slot(conversationId, quote.id());
  }

  boolean quotes(Set<Slot> deleted) {
    Slot quoted = deleted.isEmpty() ? null : quoted();
    return quoted != null && deleted.contains(quoted);
  }

  NewMessage withoutPreview() {
    return new NewMessage(
        conversationId,
        id,
        type,
        sender,
        senderName,
        content,
        details.withoutPreview(),
        silent,
        trace);
  }

  MessageBody at(long seq, long rev, Instant createdAt) {
    return details.bodyOf(
        new MessageBody(
            id,
            conversationId,
            seq,
            rev,
            type,
            sender.value(),
            senderName,
            content,
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            false,
            null,
            createdAt,
            null,
            null,
            null,
            silent ? true : null,
            null));
  }
}
