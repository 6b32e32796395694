package dev.parley.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PostRowsTests {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final Post post = new Post(new UUID(1, 2), 3, Post.TEXT, "ann", NOW);

  @Test
  void aPlainMessageHasNeitherDetailsNorReactions() {
    assertThat(PostRows.details(post)).isNull();
    assertThat(PostRows.shown(post.reactions)).isNull();
  }

  @Test
  void detailsAreAsMessageServiceWritesThem() {
    post.mentions = List.of("bob");
    post.quote = new Post.Quote(new UUID(3, 4), 1, "bob", "what “was” said");
    post.threadRoot = new UUID(5, 6);
    post.metadata = "{\"event\":\"renamed\"}";

    assertThat(JSON.readTree(Objects.requireNonNull(PostRows.details(post))))
        .isEqualTo(
            JSON.readTree(
                """
                {"attachments": [], "mentions": ["bob"],
                 "reply_to": {"id": "00000000-0000-0003-0000-000000000004", "seq": 1,
                              "sender_id": "bob", "preview": "what “was” said"},
                 "thread_root": "00000000-0000-0005-0000-000000000006",
                 "metadata": {"event": "renamed"}}
                """));
  }

  @Test
  void aDeletedMessageIsQuotedWithoutItsText() {
    post.quote = new Post.Quote(new UUID(3, 4), 1, "bob", "secret");
    post.forgetQuote();

    assertThat(PostRows.details(post)).doesNotContain("secret", "preview").contains("reply_to");
  }

  @Test
  void reactionsShowTheirCountAndUsersInTheOrderTheyCame() {
    post.react("🎉", "bob", 4);
    post.react("👍", "bob", 5);

    assertThat(post.react("🎉", "ann", 6)).isTrue();
    assertThat(post.react("🎉", "ann", 7)).isFalse();
    assertThat(JSON.readTree(Objects.requireNonNull(PostRows.shown(post.reactions))))
        .isEqualTo(
            JSON.readTree(
                """
                [{"emoji": "🎉", "count": 2, "user_ids": ["bob", "ann"]},
                 {"emoji": "👍", "count": 1, "user_ids": ["bob"]}]
                """));
  }

  @Test
  void whatSeparatesRowsAndColumnsIsEscaped() {
    StringBuilder row = new StringBuilder();
    CopyTable.escape("a\\b\tc\nd\re", row);

    assertThat(row).hasToString("a\\\\b\\tc\\nd\\re");
  }
}
