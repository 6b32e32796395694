package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// How the database goes about it: a look-up must lead into the one index, and never through a
/// conversation's messages or the table.
class SearchPlanIT extends SearchTest {

  @Autowired private SearchIndex index;
  @Autowired private TransactionTemplate transaction;

  @Test
  void candidatesComeFromTheTermsAlone() {
    String[] one = {"1"};
    List<String> plan =
        plan(
            SearchIndex.FIND,
            new UUID[] {UUID.randomUUID()},
            new String[] {"abcdef"},
            one,
            one,
            new String[] {"2026-01-01T00:00:00Z"},
            one,
            one,
            "('~word')",
            "2026-01-01T00:00:00Z",
            null,
            null,
            null,
            null);
    assertThat(plan)
        .anyMatch(step -> step.contains("Bitmap Index Scan on search_document_terms"))
        .noneMatch(step -> step.contains("Seq Scan") || step.contains("search_document_pkey"));
  }

  @Test
  void theNewestIsTheEndOfTheKey() {
    List<String> plan =
        plan(
            SearchIndex.NEWEST,
            new UUID[] {UUID.randomUUID()},
            new String[] {"0"},
            new String[] {"9"});
    assertThat(plan)
        .anyMatch(step -> step.contains("Index Scan Backward using search_document_pkey"))
        .noneMatch(step -> step.contains("Seq Scan") || step.contains("Sort"));
  }

  private List<String> plan(String sql, @Nullable Object... parameters) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          index.bound(Duration.ofSeconds(2));
          return jdbc.query(
              "EXPLAIN " + sql.replace("d.created_at >= ?", "d.created_at >= ?::timestamptz"),
              (row, number) -> row.getString(1),
              parameters);
        }));
  }
}
