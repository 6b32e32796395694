package dev.parley.conversation;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.Uuids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages as message-service tells of them.
public final class Messages {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private Messages() {}

  public static MessageBody text(String conversation, long seq, String sender, String content) {
    return message(
        conversation, seq, seq, MessageType.TEXT, sender, content, List.of(), null, null);
  }

  public static MessageBody mentioning(
      String conversation, long seq, String sender, String... users) {
    return message(
        conversation, seq, seq, MessageType.TEXT, sender, "hey", List.of(users), null, null);
  }

  /// As `message.updated` tells of an edit of who is mentioned.
  public static MessageBody editedMentioning(
      String conversation, long seq, long rev, String sender, String... users) {
    return message(
        conversation, seq, rev, MessageType.TEXT, sender, "hey", List.of(users), null, "edited");
  }

  public static MessageBody ofType(String conversation, long seq, MessageType type) {
    return message(conversation, seq, seq, type, "someone", null, List.of(), null, null);
  }

  public static MessageBody silent(String conversation, long seq) {
    return message(
        conversation, seq, seq, MessageType.SYSTEM, "system", "joined", List.of(), true, null);
  }

  /// As `message.updated` tells of a deletion.
  public static MessageBody deleted(String conversation, long seq, long rev, String sender) {
    return message(
        conversation, seq, rev, MessageType.TEXT, sender, null, List.of(), null, "deleted");
  }

  /// As `message.updated` tells of an edit.
  public static MessageBody edited(
      String conversation, long seq, long rev, String sender, String content) {
    return message(
        conversation, seq, rev, MessageType.TEXT, sender, content, List.of(), null, "edited");
  }

  private static MessageBody message(
      String conversation,
      long seq,
      long rev,
      MessageType type,
      String sender,
      @Nullable String content,
      List<String> mentions,
      @Nullable Boolean silent,
      @Nullable String change) {
    Instant at = START.plusSeconds(seq);
    return new MessageBody(
        new MessageId(Uuids.named(conversation + seq)),
        ConversationId.of(conversation),
        seq,
        rev,
        type,
        sender,
        null,
        content,
        List.of(),
        null,
        null,
        null,
        null,
        mentions,
        List.of(),
        null,
        false,
        null,
        at,
        "edited".equals(change) ? at : null,
        "deleted".equals(change) ? at : null,
        null,
        silent,
        change);
  }
}
