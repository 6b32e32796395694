package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A message, as REST, sockets and `message.created` / `message.updated` show it.
///
/// @param seq its place in the conversation: 1, 2, 3 … without a gap
/// @param rev the conversation's change number at its last change
/// @param senderId a user's, or `system`
/// @param content at most 16 000 characters, as sent; absent in a tombstone
/// @param attachments at most 10
/// @param threadReplyCount replies in the thread that this message is the root of; absent for none
/// @param mentions user ids, or `@all`
/// @param metadata an object, at most 4 KiB
/// @param deletedAt set in a tombstone
/// @param status `sent`, `delivered` or `read`; only in what its sender is given
/// @param silent true for a system message that does not count as unread
/// @param change on `message.updated` only: `edited`, `deleted`, `reaction`, `pinned`, `thread`
///   (the root's reply count), `reply` (the answered message was deleted) or `media`
public record MessageBody(
    MessageId id,
    ConversationId conversationId,
    long seq,
    long rev,
    MessageType type,
    String senderId,
    @Nullable String senderName,
    @Nullable String content,
    List<Attachment> attachments,
    @Nullable Location location,
    @Nullable ReplyTo replyTo,
    @Nullable MessageId threadRoot,
    @Nullable Integer threadReplyCount,
    List<String> mentions,
    List<Reaction> reactions,
    @Nullable ForwardedFrom forwardedFrom,
    boolean pinned,
    @Nullable JsonNode metadata,
    Instant createdAt,
    @Nullable Instant editedAt,
    @Nullable Instant deletedAt,
    @Nullable String status,
    @Nullable Boolean silent,
    @Nullable String change)
    implements EventBody {

  public static final int MAX_CONTENT = 16_000;
  public static final int MAX_ATTACHMENTS = 10;

  /// Media as a message shows it. Of what was rejected or erased nothing is left that could be
  /// seen.
  ///
  /// @param status `processing` until it can be fetched; then `ready`, `rejected` or `erased`
  /// @param reason why it was rejected, in a word such as `malware`
  /// @param fileName for display, at most 255 characters
  /// @param contentType told by the content once it is ready
  /// @param size bytes
  /// @param width pixels as a viewer shows it
  /// @param height pixels as a viewer shows it
  /// @param waveform of sound: its loudness over time, 0–100 each
  /// @param url the path that answers with a short-lived signed URL, to those who may read it; once
  ///   it is ready
  /// @param thumbnailUrl the same for a small picture of it; only where there is one
  public record Attachment(
      MediaId mediaId,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String fileName,
      @Nullable String contentType,
      @Nullable Long size,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Long durationMs,
      @Nullable String blurhash,
      @Nullable List<Integer> waveform,
      @Nullable String url,
      @Nullable String thumbnailUrl) {

    public static final String PROCESSING = "processing";
    public static final String READY = "ready";
    public static final String REJECTED = "rejected";
    public static final String ERASED = "erased";

    /// Whether media of that kind has a picture to be shown; a film's poster has a blurhash.
    public static boolean hasPicture(@Nullable String contentType, @Nullable String blurhash) {
      return blurhash != null || (contentType != null && contentType.startsWith("image/"));
    }

    /// What is left to be shown of it when it is gone.
    ///
    /// @param end `rejected` or `erased`
    public Attachment ended(String end, @Nullable String why) {
      return new Attachment(
          mediaId, end, why, null, contentType, size, null, null, null, null, null, null, null);
    }
  }

  /// @param lat degrees, −90 to 90
  /// @param lng degrees, −180 to 180
  public record Location(double lat, double lng, @Nullable String label) {}

  /// @param preview at most 140 characters of the message that is answered
  public record ReplyTo(MessageId id, long seq, String senderId, @Nullable String preview) {}

  /// @param userIds of the first 20
  /// @param me whether the reader is one of them; only in what one reader is given
  public record Reaction(String emoji, int count, List<String> userIds, @Nullable Boolean me) {}

  /// @param conversationId only where everyone who sees it may know of that conversation
  public record ForwardedFrom(
      @Nullable ConversationId conversationId, @Nullable MessageId id, String senderId) {}

  /// What one reader is given.
  public MessageBody seenAs(List<Reaction> seenReactions, @Nullable String seenStatus) {
    return new MessageBody(
        id,
        conversationId,
        seq,
        rev,
        type,
        senderId,
        senderName,
        content,
        attachments,
        location,
        replyTo,
        threadRoot,
        threadReplyCount,
        mentions,
        seenReactions,
        forwardedFrom,
        pinned,
        metadata,
        createdAt,
        editedAt,
        deletedAt,
        seenStatus,
        silent,
        change);
  }

  @Override
  public String topic() {
    return change == null ? Topics.MESSAGE_CREATED : Topics.MESSAGE_UPDATED;
  }

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }

  @Override
  public String subjectId() {
    return id.toString();
  }

  @Override
  public Map<String, String> extensions() {
    return Map.of(Extensions.SEQ, Long.toString(seq), Extensions.REV, Long.toString(rev));
  }
}
