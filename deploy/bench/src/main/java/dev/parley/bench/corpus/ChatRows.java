package dev.parley.bench.corpus;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;

/// The rows of conversations themselves, when all is said in them.
final class ChatRows {

  private final Connection message;
  private final Connection conversation;

  ChatRows(Connection message, Connection conversation) {
    this.message = message;
    this.conversation = conversation;
  }

  /// message-service's: the heads, and who has written where.
  void writeHeads(Collection<Chat> chats) throws IOException, SQLException {
    CopyTable heads =
        new CopyTable(message, "conversation_head", "conversation_id, last_seq, last_rev");
    CopyTable senders = new CopyTable(message, "sender_conversation", "sender_id, conversation_id");
    for (Chat chat : chats) {
      heads.put(chat.id()).put(chat.standing().lastSeq()).put(chat.standing().lastRev()).endRow();
      for (Member member : chat.members()) {
        if (member.hasWritten()) {
          senders.put(member.user()).put(chat.id()).endRow();
        }
      }
    }
    heads.flush();
    senders.flush();
  }

  /// conversation-service's.
  void write(Collection<Chat> chats) throws IOException, SQLException {
    writeConversations(chats);
    writeActivity(chats);
    writeParticipants(chats);
    try (Statement statement = conversation.createStatement()) {
      statement.execute(
          """
          INSERT INTO profile (user_id, name, chosen, updated_at)
          SELECT user_id, user_id, false, min(joined_at) FROM participant GROUP BY user_id
          ON CONFLICT DO NOTHING
          """);
      statement.execute(
          """
          INSERT INTO unread_version (user_id, version)
          SELECT user_id, count(*) FROM participant WHERE read_seq > 0 GROUP BY user_id
          """);
    }
  }

  private void writeConversations(Collection<Chat> chats) throws IOException, SQLException {
    CopyTable rows =
        new CopyTable(
            conversation,
            "conversation",
            "id, type, low_user_id, high_user_id, name, state, created_by, created_at, updated_at,"
                + " version, participant_count");
    for (Chat chat : chats) {
      List<String> pair =
          chat.isDirect() ? chat.members().stream().map(Member::user).sorted().toList() : List.of();
      rows.put(chat.id()).put(chat.isDirect() ? "direct" : "group");
      rows.put(chat.isDirect() ? pair.getFirst() : null);
      rows.put(chat.isDirect() ? pair.getLast() : null);
      rows.put(chat.name()).put("open").put(chat.members().getFirst().user());
      rows.put(chat.createdAt()).put(chat.standing().updatedAt());
      rows.put(chat.standing().version()).put(chat.members().size()).endRow();
    }
    rows.flush();
  }

  private void writeActivity(Collection<Chat> chats) throws IOException, SQLException {
    CopyTable rows =
        new CopyTable(
            conversation,
            "activity",
            "conversation_id, active_at, last_seq, rev, last_uncounted_seq, last_mention_seq,"
                + " last_counted_seq, last_message_id, last_message_rev, last_message_sender_id,"
                + " last_message_type, last_message_preview, last_message_at");
    for (Chat chat : chats) {
      Standing standing = chat.standing();
      rows.put(chat.id()).put(standing.activeAt()).put(standing.lastSeq());
      rows.put(standing.lastRev()).put(standing.lastUncountedSeq());
      rows.put(standing.lastMentionSeq()).put(standing.lastCountedSeq());
      Post last = standing.last();
      if (last == null) {
        rows.put(null).put(0).put(null).put(null).put(null).put(null);
      } else {
        rows.put(last.id).put(last.rev).put(last.sender).put(last.type).put(last.content);
        rows.put(last.createdAt);
      }
      rows.endRow();
    }
    rows.flush();
  }

  private void writeParticipants(Collection<Chat> chats) throws IOException, SQLException {
    CopyTable rows =
        new CopyTable(
            conversation,
            "participant",
            "conversation_id, user_id, role, joined_at, joined_seq, read_seq, delivered_seq");
    for (Chat chat : chats) {
      long last = chat.standing().lastSeq();
      for (Member member : chat.members()) {
        rows.put(chat.id()).put(member.user()).put(member.isAdmin() ? "admin" : "member");
        rows.put(chat.createdAt()).put(0).put(member.readSeq(last));
        rows.put(member.deliveredSeq(last)).endRow();
      }
    }
    rows.flush();
  }
}
