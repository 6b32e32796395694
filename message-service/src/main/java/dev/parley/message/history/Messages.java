package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.message.access.ReadWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The stored messages. Every statement names the conversation, and walks an index from a place in
/// it: a page costs the same at any depth.
@Repository
public class Messages {

  static final String AFTER =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.seq > ? AND m.seq <= ? ORDER BY m.seq LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);
  static final String BEFORE =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.seq > ? AND m.seq <= ? ORDER BY m.seq DESC LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);

  /// A thread's replies stand in an index of their own.
  static final String REPLIES_AFTER =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.details ->> 'thread_root' = ?
         AND m.seq > ? AND m.seq <= ? ORDER BY m.seq LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);

  static final String REPLIES_BEFORE =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.details ->> 'thread_root' = ?
         AND m.seq > ? AND m.seq <= ? ORDER BY m.seq DESC LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);

  static final String CHANGED =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.rev > ? ORDER BY m.rev LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);

  /// `seq + 0` keeps the planner from walking a conversation by seq: by rev there is little to see.
  static final String CHANGED_WITHIN =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.rev > ? AND m.rev <= ? AND m.seq + 0 > ? AND m.seq + 0 <= ?
       ORDER BY m.rev LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);

  private static final String PINNED =
      """
      SELECT %s FROM message m
       WHERE m.conversation_id = ? AND m.pinned AND m.seq > ? AND m.seq <= ?
       ORDER BY m.seq DESC LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);
  private static final String BY_ID =
      "SELECT %s FROM message m WHERE m.conversation_id = ? AND m.id = ANY (?)"
          .formatted(MessageRow.COLUMNS);
  private static final String HEADS =
      """
      SELECT conversation_id, last_seq, last_rev FROM conversation_head
       WHERE conversation_id = ANY (?)\
      """;

  private final JdbcClient jdbc;
  private final PastMessages past;

  Messages(JdbcClient jdbc, PastMessages past) {
    this.jdbc = jdbc;
    this.past = past;
  }

  /// In seq order, beginning with the one after `seq`.
  public List<MessageBody> after(
      ConversationId conversation, long seq, ReadWindow window, int limit) {
    return after(new Section(conversation, null, window), seq, limit);
  }

  List<MessageBody> after(Section section, long seq, int limit) {
    ReadWindow window = section.window();
    long from = Math.max(seq, window.fromSeq());
    return past.asOf(
        page(
            section.threadRoot() == null ? AFTER : REPLIES_AFTER,
            section,
            from,
            window.toSeq(),
            limit),
        window.leaving());
  }

  /// In seq order, ending with the one before `seq`.
  List<MessageBody> before(Section section, long seq, int limit) {
    ReadWindow window = section.window();
    long last = Math.min(seq - 1, window.toSeq());
    return past.asOf(
        page(
                section.threadRoot() == null ? BEFORE : REPLIES_BEFORE,
                section,
                window.fromSeq(),
                last,
                limit)
            .reversed(),
        window.leaving());
  }

  /// In rev order, as far as [#lookedThrough] says.
  List<MessageBody> changedAfter(
      ConversationId conversation, long rev, ReadWindow window, int limit) {
    if (window.equals(ReadWindow.ALL)) {
      return jdbc.sql(CHANGED)
          .params(conversation.value(), rev, limit)
          .query(MessageRow::read)
          .list();
    }
    List<MessageBody> changed =
        jdbc.sql(CHANGED_WITHIN)
            .params(
                conversation.value(),
                Math.max(rev, window.fromSeq()),
                lookedThrough(rev, window),
                window.fromSeq(),
                window.toSeq(),
                limit)
            .query(MessageRow::read)
            .list();
    return past.asOf(changed, window.leaving());
  }

  /// The last rev that is looked at for changes after one. Where only some messages are in the
  /// window, the others' revs are walked over, and there may be any number of them. A message's rev
  /// is never less than its seq, so nothing before the window's beginning is walked over.
  static long lookedThrough(long rev, ReadWindow window) {
    return window.equals(ReadWindow.ALL)
        ? Long.MAX_VALUE
        : Math.max(rev, window.fromSeq()) + ChangeLog.SPAN;
  }

  /// The newest first.
  public List<MessageBody> pinned(ConversationId conversation, ReadWindow window, int limit) {
    Section section = new Section(conversation, null, window);
    return past.asOf(
        page(PINNED, section, window.fromSeq(), window.toSeq(), limit), window.leaving());
  }

  /// As a reader with that window sees it; empty where it is not in it.
  public Optional<MessageBody> find(ConversationId conversation, MessageId id, ReadWindow window) {
    List<MessageBody> found =
        findAll(conversation, List.of(id)).stream().filter(m -> window.contains(m.seq())).toList();
    return past.asOf(found, window.leaving()).stream().findFirst();
  }

  public Optional<MessageBody> find(ConversationId conversation, MessageId id) {
    return findAll(conversation, List.of(id)).stream().findFirst();
  }

  public List<MessageBody> findAll(ConversationId conversation, Collection<MessageId> ids) {
    UUID[] values = ids.stream().map(MessageId::value).toArray(UUID[]::new);
    return jdbc.sql(BY_ID).params(conversation.value(), values).query(MessageRow::read).list();
  }

  /// The heads of those that have messages.
  public List<Head> heads(Collection<ConversationId> conversations) {
    UUID[] ids = conversations.stream().map(ConversationId::value).toArray(UUID[]::new);
    return jdbc.sql(HEADS)
        .param(ids)
        .query((row, number) ->
            new Head(
                new ConversationId(row.getObject(1, UUID.class)), row.getLong(2), row.getLong(3)))
        .list();
  }

  /// A conversation's highest numbers.
  public record Head(ConversationId conversationId, long lastSeq, long lastRev) {}

  private List<MessageBody> page(String sql, Section section, long from, long to, int limit) {
    List<Object> parameters = new ArrayList<>(List.of(section.conversationId().value()));
    MessageId root = section.threadRoot();
    if (root != null) {
      parameters.add(root.toString());
    }
    parameters.addAll(List.of(from, to, limit));
    return jdbc.sql(sql).params(parameters).query(MessageRow::read).list();
  }
}
