package dev.parley.message.search.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Json;
import dev.parley.message.search.SearchTest;
import dev.parley.message.testing.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/// Someone who sends nothing but words that nobody has sent before.
class FloodOfWordsIT extends SearchTest {

  private static final int WORDS = 6_000;

  @Autowired private DataSource dataSource;
  @Autowired private LanguageProperties properties;

  /// As PostgreSQL answers, and how many words each query was about.
  private static final class Asked extends JdbcTemplate {

    final List<Integer> words = new ArrayList<>();

    Asked(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    public void query(
        String sql, RowCallbackHandler rows, @Nullable Object @Nullable ... arguments) {
      words.add(((Object[]) Objects.requireNonNull(Objects.requireNonNull(arguments)[0])).length);
      super.query(sql, rows, arguments);
    }
  }

  @Test
  void isLookedUpAPartAtATime() {
    var asked = new Asked(dataSource);
    var dictionary = new Dictionary(asked, properties);

    Map<String, WordForms> forms = dictionary.formsOf(Tokens.of(words(WORDS)));

    assertThat(forms).hasSize(WORDS);
    assertThat(asked.words).hasSize(3).allMatch(some -> some <= Dictionary.MAX_ASKED);
  }

  @Test
  void isLookedUpForSomeWordsOfAMessageAndFoundByAll() {
    var asked = new Asked(dataSource);
    var analyzer = new Analyzer(new Dictionary(asked, properties));
    UUID group = conversationService.group("anna", "ben");
    String flood = words(2_600);
    UUID id = say("anna", group, flood);
    awaitIndexed(group);

    String last = flood.substring(flood.lastIndexOf(' ') + 1);
    assertThat(found("ben", last, "conversation_id", group)).containsExactly(flood);
    assertThat(found("ben", flood.substring(0, flood.indexOf(' ')))).contains(flood);

    analyzer.textsOf(
        List.of(
            Json.mapper()
                .readValue(
                    client.get("anna", Client.messageOf(group, id)).text(), MessageBody.class)));
    assertThat(asked.words.stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(Analyzer.MAX_STEMMED);
  }

  /// Of letters only, all different.
  private static String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            Integer.toString(i + 20_000, 26)
                .chars()
                .mapToObj(c -> String.valueOf((char) ('a' + Character.digit(c, 26))))
                .collect(Collectors.joining()))
        .map(word -> "q" + word)
        .collect(Collectors.joining(" "));
  }
}
