package dev.parley.message.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// What messages said before they were edited.
@Repository
class EditStore {

  private static final String ADD =
      """
      INSERT INTO message_edit (conversation_id, seq, rev, content, edited_at)
      SELECT conversation_id, seq, rev, content, edited_at::timestamptz
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
          AS fresh(conversation_id, seq, rev, content, edited_at)\
      """;
  private static final String REMOVE =
      """
      DELETE FROM message_edit e USING unnest(?::uuid[], ?::bigint[]) AS gone(conversation_id, seq)
       WHERE e.conversation_id = gone.conversation_id AND e.seq = gone.seq\
      """;

  private final JdbcTemplate jdbc;

  EditStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void add(Collection<StoredMessage> changed) {
    List<UUID> conversations = new ArrayList<>();
    List<Long> seqs = new ArrayList<>();
    List<StoredMessage.Replaced> replaced = new ArrayList<>();
    for (StoredMessage message : changed) {
      for (StoredMessage.Replaced one : message.replaced()) {
        conversations.add(message.stored().conversationId().value());
        seqs.add(message.seq());
        replaced.add(one);
      }
    }
    if (!replaced.isEmpty()) {
      jdbc.update(
          ADD,
          conversations.toArray(UUID[]::new),
          seqs.toArray(Long[]::new),
          replaced.stream().map(StoredMessage.Replaced::rev).toArray(Long[]::new),
          replaced.stream().map(StoredMessage.Replaced::content).toArray(String[]::new),
          replaced.stream().map(one -> one.at().toString()).toArray(String[]::new));
    }
  }

  void remove(UUID[] conversations, Long[] seqs) {
    jdbc.update(REMOVE, conversations, seqs);
  }
}
