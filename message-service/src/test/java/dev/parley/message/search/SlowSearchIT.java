package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.message.search.language.Analyzer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/// A search that runs out of time gives what it has, or says that it has nothing.
class SlowSearchIT extends SearchTest {

  private static final int ALL = 40;
  private static final int LIMIT = 50;

  @Autowired private FoundMessages messages;
  @Autowired private Analyzer analyzer;
  @Autowired private PlatformTransactionManager transactions;

  /// Some of its look-ups take longer than any search may.
  private static final class SlowIndex extends SearchIndex {

    private final JdbcTemplate jdbc;
    private final int quick;
    private int asked;

    SlowIndex(JdbcTemplate jdbc, int quick) {
      super(jdbc);
      this.jdbc = jdbc;
      this.quick = quick;
    }

    @Override
    List<Found> find(List<Place> places, String indexQuery, SearchFilter filter) {
      if (asked++ >= quick) {
        jdbc.queryForObject("SELECT pg_sleep(60)::text", String.class);
      }
      return super.find(places, indexQuery, filter);
    }
  }

  @Test
  void givesWhatItFoundInTimeAndSaysWhereToGoOn() {
    UUID conversation = conversationService.group("anna", "ben");
    say(
        "anna",
        conversation,
        IntStream.range(0, ALL).mapToObj(i -> "needle " + i).toArray(String[]::new));
    awaitIndexed(conversation);
    List<Readable> windows =
        List.of(new Readable(new ConversationId(conversation), 0, null, null, null));

    MessageSearch.Page first = read(1, windows, null);
    assertThat(first.items()).isNotEmpty().hasSizeLessThan(ALL);
    assertThat(first.next()).isNotNull();
    MessageSearch.Page rest = read(ALL, windows, first.next());
    assertThat(rest.next()).isNull();
    assertThat(IntStream.concat(seqs(first), seqs(rest)).boxed().toList())
        .isEqualTo(IntStream.rangeClosed(1, ALL).map(i -> ALL + 1 - i).boxed().toList());

    assertThatThrownBy(() -> read(0, windows, null)).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> read(0, windows, first.next()))
        .isInstanceOf(UnavailableException.class);
    assertThat(read(0, List.of(), null).next()).isNull();
  }

  private MessageSearch.Page read(int quick, List<Readable> windows, @Nullable Position after) {
    var properties = new SearchProperties(Duration.ofSeconds(1), 1, 2_000);
    return new SearchReader(
            new SlowIndex(jdbc, quick), messages, analyzer, properties, transactions)
        .read(
            windows,
            analyzer.query("needle"),
            new SearchRequest(
                "needle",
                null,
                new SearchFilter(null, null, Times.FIRST, Times.LAST),
                after,
                LIMIT));
  }

  private static IntStream seqs(MessageSearch.Page page) {
    return page.items().stream().mapToInt(item -> (int) item.message().seq());
  }
}
