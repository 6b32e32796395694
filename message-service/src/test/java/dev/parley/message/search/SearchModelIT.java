package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageBody;
import dev.parley.message.history.MessageRow;
import dev.parley.message.search.indexing.IndexingTesting;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Random conversations, windows, filters and page sizes: what the pages give is what reading
/// everything would give, in the same order.
class SearchModelIT extends SearchTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final String USER = "model-user";

  @Autowired private BeanFactory service;

  private record Said(UUID conversation, long seq, Instant at, String sender, String content) {

    boolean hasAll(List<String> words) {
      return Arrays.asList(content.split(" ")).containsAll(words);
    }
  }

  private record Window(UUID conversation, long from, long to) {

    boolean shows(Said said) {
      return said.conversation().equals(conversation) && said.seq() > from && said.seq() <= to;
    }
  }

  @Test
  void pagesGiveWhatReadingEverythingWouldGive() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Window> windows = new ArrayList<>();
    List<Said> all = new ArrayList<>();
    for (int c = 0; c < 12; c++) {
      all.addAll(conversation(random, windows));
    }
    store(all);

    for (int i = 0; i < 60; i++) {
      List<String> words =
          random
              .ints(1 + random.nextInt(2), 0, 30)
              .mapToObj(SearchModelIT::word)
              .distinct()
              .toList();
      String sender = random.nextInt(3) == 0 ? "s" + random.nextInt(3) : "";
      Instant from = random.nextInt(3) == 0 ? BEGIN.plusSeconds(random.nextInt(2000)) : BEGIN;
      Predicate<Said> wanted =
          said ->
              windows.stream().anyMatch(w -> w.shows(said))
                  && said.hasAll(words)
                  && (sender.isEmpty() || said.sender().equals(sender))
                  && !said.at().isBefore(from);
      List<String> expected =
          all.stream()
              .filter(wanted)
              .sorted(
                  Comparator.comparing(Said::at)
                      .reversed()
                      .thenComparing(Said::conversation)
                      .thenComparing(Comparator.comparing(Said::seq).reversed()))
              .map(said -> said.conversation() + "/" + said.seq())
              .toList();
      String query = words.stream().map(w -> "\"" + w + "\"").collect(Collectors.joining(" "));
      assertThat(walk(query, sender, from, 1 + random.nextInt(50)))
          .as("seed %d, query %s of %s since %s", seed, query, sender, from)
          .isEqualTo(expected);
    }
  }

  /// Of any length, some with gaps of whole stretches, several messages at the same moment.
  private List<Said> conversation(Random random, List<Window> windows) {
    boolean former = random.nextInt(3) == 0;
    UUID id =
        former
            ? conversationService.group("other", USER)
            : conversationService.group(USER, "other");
    List<Said> said = new ArrayList<>();
    long seq = 0;
    Instant at = BEGIN;
    int length = random.nextInt(120);
    for (int i = 0; i < length; i++) {
      seq += random.nextInt(20) == 0 ? 10_000 + random.nextInt(30_000) : 1;
      at = at.plusSeconds(random.nextInt(3) * random.nextInt(30));
      String content =
          random
              .ints(1 + random.nextInt(8), 0, 30)
              .mapToObj(n -> word(Math.min(n, random.nextInt(30))))
              .collect(Collectors.joining(" "));
      said.add(new Said(id, seq, at, "s" + random.nextInt(3), content));
    }
    long from = random.nextInt(3) == 0 ? random.nextLong(seq + 1) : 0;
    long to = former ? random.nextLong(from, seq + 2) : Long.MAX_VALUE;
    conversationService.change(
        id, c -> former ? c.without(USER, from, to) : c.sinceJoining().with(USER, from));
    windows.add(new Window(id, from, to));
    return said;
  }

  private void store(List<Said> all) {
    jdbc.batchUpdate(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        VALUES (?, ?, ?, gen_random_uuid(), 'text', ?, ?, ?)
        """,
        all.stream()
            .map(s ->
                new Object[] {
                  s.conversation(),
                  s.seq(),
                  s.seq(),
                  s.sender(),
                  s.content(),
                  s.at().atOffset(ZoneOffset.UTC)
                })
            .toList());
    UUID[] conversations = all.stream().map(Said::conversation).distinct().toArray(UUID[]::new);
    List<MessageBody> stored =
        jdbc.query(
            "SELECT " + MessageRow.COLUMNS + " FROM message m WHERE conversation_id = ANY (?)",
            MessageRow::read,
            (Object) conversations);
    assertThat(stored).hasSameSizeAs(all);
    IndexingTesting.index(service, stored);
  }

  private List<String> walk(String query, String sender, Instant from, int limit) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      List<Object> parameters = new ArrayList<>(List.of("limit", limit, "from", from));
      if (!sender.isEmpty()) {
        parameters.addAll(List.of("sender_id", sender));
      }
      if (!cursor.isEmpty()) {
        parameters.addAll(List.of("cursor", cursor));
      }
      JsonNode page = search(USER, query, parameters.toArray()).json();
      page.path("items")
          .forEach(item ->
              seen.add(
                  item.path("message").path("conversation_id").asString()
                      + "/"
                      + item.path("message").path("seq").asLong()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    return seen;
  }

  private static String word(int number) {
    return IntStream.of(number / 6, number % 6)
        .mapToObj(n -> String.valueOf((char) ('b' + n)))
        .collect(Collectors.joining("", "zq", "x"));
  }
}
