package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageBody.Attachment;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What most messages lack, kept together in one `jsonb` column that is then null.
public record MessageDetails(
    List<MessageBody.Attachment> attachments,
    MessageBody.@Nullable Location location,
    MessageBody.@Nullable ReplyTo replyTo,
    @Nullable MessageId threadRoot,
    List<String> mentions,
    @Nullable JsonNode metadata,
    MessageBody.@Nullable ForwardedFrom forwardedFrom) {

  public static final MessageDetails NONE =
      new MessageDetails(List.of(), null, null, null, List.of(), null, null);

  /// Those of a stored message.
  public static MessageDetails of(MessageBody message) {
    return new MessageDetails(
        message.attachments(),
        message.location(),
        message.replyTo(),
        message.threadRoot(),
        message.mentions(),
        message.metadata(),
        message.forwardedFrom());
  }

  /// What is left of a deleted message's.
  public static MessageDetails inThread(@Nullable MessageId root) {
    return new MessageDetails(List.of(), null, null, root, List.of(), null, null);
  }

  /// The same with other mentions and metadata; null leaves them.
  public MessageDetails edited(@Nullable List<String> newMentions, @Nullable JsonNode newMetadata) {
    @Nullable JsonNode kept = newMetadata == null ? metadata : newMetadata;
    return new MessageDetails(
        attachments,
        location,
        replyTo,
        threadRoot,
        newMentions == null ? mentions : newMentions,
        kept == null || kept.isNull() ? null : kept,
        forwardedFrom);
  }

  /// The same without what an edit may have changed.
  MessageDetails unedited() {
    return new MessageDetails(
        attachments, location, replyTo, threadRoot, List.of(), null, forwardedFrom);
  }

  /// The same, showing nothing of the message it answers.
  public MessageDetails withoutPreview() {
    return new MessageDetails(
        attachments,
        location,
        replyTo == null
            ? null
            : new MessageBody.ReplyTo(replyTo.id(), replyTo.seq(), replyTo.senderId(), null),
        threadRoot,
        mentions,
        metadata,
        forwardedFrom);
  }

  /// The same, with that in the place of the attachment of the same media. What is erased stays so,
  /// whatever was told before and comes after.
  public MessageDetails attaching(MessageBody.Attachment attachment) {
    return new MessageDetails(
        attachments.stream()
            .map(a -> a.mediaId().equals(attachment.mediaId()) ? followed(a, attachment) : a)
            .toList(),
        location,
        replyTo,
        threadRoot,
        mentions,
        metadata,
        forwardedFrom);
  }

  private static Attachment followed(Attachment before, Attachment news) {
    if (Attachment.ERASED.equals(before.status())) {
      return before;
    }
    return Attachment.ERASED.equals(news.status()) ? before.ended(Attachment.ERASED, null) : news;
  }

  /// For the column: null where there is nothing to keep.
  public @Nullable String toColumn() {
    return equals(NONE) ? null : Json.mapper().writeValueAsString(this);
  }

  static MessageDetails ofColumn(@Nullable String json) {
    return json == null
        ? NONE
        : Json.mapper().readValue(json, MessageDetails.class).withKnownStatuses();
  }

  private MessageDetails withKnownStatuses() {
    return attachments.stream().allMatch(a -> a.status() != null)
        ? this
        : new MessageDetails(
            attachments.stream().map(MessageDetails::withKnownStatus).toList(),
            location,
            replyTo,
            threadRoot,
            mentions,
            metadata,
            forwardedFrom);
  }

  /// What was stored before attachments had a status: rejection took the address out of it.
  private static Attachment withKnownStatus(Attachment old) {
    if (old.status() != null) {
      return old;
    }
    if (old.url() == null) {
      return old.ended(Attachment.REJECTED, null);
    }
    return new Attachment(
        old.mediaId(),
        Attachment.READY,
        null,
        null,
        old.contentType(),
        old.size(),
        old.width(),
        old.height(),
        old.durationMs(),
        old.blurhash(),
        null,
        old.url(),
        Attachment.hasPicture(old.contentType(), old.blurhash()) ? old.thumbnailUrl() : null);
  }

  /// The message with these details in the place of its own.
  public MessageBody bodyOf(MessageBody plain) {
    return new MessageBody(
        plain.id(),
        plain.conversationId(),
        plain.seq(),
        plain.rev(),
        plain.type(),
        plain.senderId(),
        plain.senderName(),
        plain.content(),
        attachments,
        location,
        replyTo,
        threadRoot,
        plain.threadReplyCount(),
        mentions,
        plain.reactions(),
        forwardedFrom,
        plain.pinned(),
        metadata,
        plain.createdAt(),
        plain.editedAt(),
        plain.deletedAt(),
        plain.status(),
        plain.silent(),
        plain.change());
  }
}
