package dev.parley.message.search.indexing;

import dev.parley.common.event.MessageBody;
import dev.parley.message.history.MessageRow;
import dev.parley.message.search.language.Analyzer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes the documents anew from the messages, a batch at a time, walking them in their key's
/// order. What happens meanwhile comes by its events; neither overwrites what is newer. Processes
/// take turns: whoever has the row walks on.
@Component
class SearchRebuild {

  private static final String LOCK =
      """
      SELECT rules, conversation_id, seq, finished FROM search_rebuild FOR UPDATE SKIP LOCKED\
      """;
  private static final String START_OVER =
      """
      UPDATE search_rebuild SET rules = ?, finished = false, seq = 0,
             conversation_id = '00000000-0000-0000-0000-000000000000'\
      """;
  private static final String NEXT =
      """
      SELECT %s FROM message m WHERE (m.conversation_id, m.seq) > (?, ?)
       ORDER BY m.conversation_id, m.seq LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);
  private static final String ADVANCE =
      "UPDATE search_rebuild SET conversation_id = ?, seq = ?, finished = ?";

  private final JdbcTemplate jdbc;
  private final SearchIndexer indexer;
  private final Analyzer analyzer;
  private final IndexingProperties properties;

  SearchRebuild(
      JdbcTemplate jdbc, SearchIndexer indexer, Analyzer analyzer, IndexingProperties properties) {
    this.jdbc = jdbc;
    this.indexer = indexer;
    this.analyzer = analyzer;
    this.properties = properties;
  }

  private record State(String rules, UUID conversation, long seq, boolean finished) {}

  /// Begins from the first message, whatever was done before.
  @Transactional
  public void startOver() {
    jdbc.update(START_OVER, analyzer.rules());
  }

  /// @return whether there may be more to do at once
  @Transactional
  public boolean step() {
    @Nullable State state =
        jdbc
            .query(
                LOCK,
                (row, number) ->
                    new State(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getLong(3),
                        row.getBoolean(4)))
            .stream()
            .findFirst()
            .orElse(null);
    if (state == null) {
      return false;
    }
    if (!state.rules().equals(analyzer.rules())) {
      startOver();
      return true;
    }
    return !state.finished() && walkOn(state);
  }

  private boolean walkOn(State state) {
    List<MessageBody> messages =
        jdbc.query(
            NEXT, MessageRow::read, state.conversation(), state.seq(), properties.rebuildBatch());
    indexer.index(messages);
    boolean finished = messages.size() < properties.rebuildBatch();
    if (messages.isEmpty()) {
      jdbc.update(ADVANCE, state.conversation(), state.seq(), true);
    } else {
      MessageBody last = messages.getLast();
      jdbc.update(ADVANCE, last.conversationId().value(), last.seq(), finished);
    }
    return !finished;
  }
}
