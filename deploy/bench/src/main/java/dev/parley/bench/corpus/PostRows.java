package dev.parley.bench.corpus;

import dev.parley.bench.corpus.Post.Edit;
import dev.parley.bench.corpus.Post.Quote;
import dev.parley.bench.corpus.Post.Reactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of messages: message-service's own, and what conversation-service keeps of them.
final class PostRows implements Chat.Settled {

  /// A message's reactions show as many users.
  private static final int SHOWN_USERS = 20;

  private final CopyTable messages;
  private final CopyTable edits;
  private final CopyTable reactions;
  private final CopyTable uncounted;
  private final CopyTable mentions;
  private final CopyTable edited;

  PostRows(Connection message, Connection conversation) {
    messages =
        new CopyTable(
            message,
            "message",
            "conversation_id, seq, rev, id, type, sender_id, sender_name, content, details,"
                + " reactions, thread_replies, silent, created_at, edited_at, deleted_at");
    edits = new CopyTable(message, "message_edit", "conversation_id, seq, rev, content, edited_at");
    reactions = new CopyTable(message, "reaction", "conversation_id, seq, emoji, user_id, rev");
    uncounted = new CopyTable(conversation, "uncounted_message", "conversation_id, seq");
    mentions = new CopyTable(conversation, "mention", "conversation_id, user_id, seq, rev");
    edited = new CopyTable(conversation, "edited_message", "conversation_id, seq, rev");
  }

  @Override
  public void take(Chat chat, Post post) {
    try {
      write(chat, post);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void flush() throws IOException, SQLException {
    for (CopyTable table : List.of(messages, edits, reactions, uncounted, mentions, edited)) {
      table.flush();
    }
  }

  private void write(Chat chat, Post post) throws IOException, SQLException {
    boolean nameless = post.isDeleted() || post.type.equals(Post.SYSTEM);
    messages.put(chat.id()).put(post.seq).put(post.rev).put(post.id).put(post.type);
    messages.put(post.sender).put(nameless ? null : post.sender).put(post.content);
    messages.put(details(post)).put(shown(post.reactions));
    messages.put(post.threadReplies == 0 ? null : post.threadReplies).put(post.silent);
    messages.put(post.createdAt).put(post.editedAt).put(post.deletedAt).endRow();
    for (Edit edit : post.edits) {
      edits.put(chat.id()).put(post.seq).put(edit.rev()).put(edit.content()).put(edit.at());
      edits.endRow();
    }
    for (Map.Entry<String, List<Reactor>> entry : post.reactions.entrySet()) {
      for (Reactor reactor : entry.getValue()) {
        reactions.put(chat.id()).put(post.seq).put(entry.getKey()).put(reactor.user());
        reactions.put(reactor.rev()).endRow();
      }
    }
    project(chat, post);
  }

  private void project(Chat chat, Post post) throws IOException, SQLException {
    if (post.isUncounted()) {
      uncounted.put(chat.id()).put(post.seq).endRow();
    }
    for (String user : post.mentions) {
      mentions.put(chat.id()).put(user).put(post.seq).put(post.mentionsRev).endRow();
    }
    if (post.editedRev > 0) {
      edited.put(chat.id()).put(post.seq).put(post.editedRev).endRow();
    }
  }

  /// What most messages lack; null for those. Names, ids and texts here need no escapes.
  static @Nullable String details(Post post) {
    Quote quote = post.quote;
    if (post.mentions.isEmpty()
        && quote == null
        && post.threadRoot == null
        && post.metadata == null) {
      return null;
    }
    StringBuilder json = new StringBuilder("{\"attachments\":[],\"mentions\":");
    json.append(strings(post.mentions));
    if (quote != null) {
      json.append(",\"reply_to\":{\"id\":\"").append(quote.id()).append("\",\"seq\":");
      json.append(quote.seq()).append(",\"sender_id\":\"").append(quote.sender()).append('"');
      if (quote.preview() != null) {
        json.append(",\"preview\":\"").append(quote.preview()).append('"');
      }
      json.append('}');
    }
    if (post.threadRoot != null) {
      json.append(",\"thread_root\":\"").append(post.threadRoot).append('"');
    }
    if (post.metadata != null) {
      json.append(",\"metadata\":").append(post.metadata);
    }
    return json.append('}').toString();
  }

  static @Nullable String shown(Map<String, List<Reactor>> reactions) {
    return reactions.isEmpty()
        ? null
        : reactions.entrySet().stream()
            .map(entry ->
                "{\"emoji\":\"%s\",\"count\":%d,\"user_ids\":%s}"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().size(),
                        strings(
                            entry.getValue().stream()
                                .limit(SHOWN_USERS)
                                .map(Reactor::user)
                                .toList())))
            .collect(Collectors.joining(",", "[", "]"));
  }

  private static String strings(List<String> values) {
    return values.stream()
        .map(value -> '"' + value + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
