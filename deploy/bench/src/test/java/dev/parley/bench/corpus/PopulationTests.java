package dev.parley.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.bench.corpus.Proportions.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PopulationTests {

  private final Random random = new Random(1);
  private final Population population =
      new Population(
          new Chat.Source(random, new Words(random), (_, _) -> {}),
          Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void aReaderHasConversationsOfAllKindsInTheirProportions() {
    World world = population.history(10_000, 1_000);

    assertThat(population.messages()).hasSize(1_000);
    assertThat(population.messages().keySet()).allMatch(chat -> isIn(chat, world.reader()));
    for (Kind kind : Kind.values()) {
      assertThat(population.messages().keySet())
          .filteredOn(chat -> chat.members().size() == kind.people())
          .hasSizeBetween((int) (1_000 * kind.share() - 2), (int) (1_000 * kind.share() + 2));
    }
  }

  @Test
  void theOthersHaveATenthOfTheLargestAndLongAndShortOnesAmongThem() {
    population.history(100_000, 1_000);
    List<Integer> lengths = population.messages().values().stream().sorted().toList();

    assertThat(lengths.getLast()).isEqualTo(100_000);
    assertThat(lengths.subList(0, 999).stream().mapToInt(Integer::intValue).sum())
        .isCloseTo(10_000, within(500));
    assertThat(lengths.getFirst()).isEqualTo(1);
    assertThat(lengths.get(998)).isGreaterThan(1_000);
  }

  @Test
  void noTwoUsersHaveTwoDirectConversationsAndNobodyIsInOneTwice() {
    population.history(1_000, 1_000);
    population.history(10_000, 1_000);
    population.inbox(100);
    Set<Set<String>> pairs = new HashSet<>();
    for (Chat chat : population.messages().keySet()) {
      Set<String> users = new HashSet<>();
      chat.members().forEach(member -> users.add(member.user()));
      assertThat(users).hasSize(chat.members().size());
      assertThat(!chat.isDirect() || pairs.add(users)).isTrue();
      assertThat(chat.members()).anyMatch(Member::writes);
    }
  }

  @Test
  void aWeekIsTheSameAtEachSize() {
    List<World> histories =
        List.of(population.history(1_000, 100), population.history(5_000, 1_000));
    List<World> inboxes = List.of(population.inbox(10), population.inbox(1_000));

    for (List<World> worlds : List.of(histories, inboxes)) {
      assertThat(sizes(worlds.getFirst())).isEqualTo(sizes(worlds.getLast())).hasSize(10);
      assertThat(worlds.getFirst().week()).doesNotHaveDuplicates();
    }
  }

  @Test
  void aGroupHasAsManyAsWanted() {
    assertThat(population.group(2).largest().direct()).isTrue();
    assertThat(population.group(500).largest().people()).hasSize(500).doesNotHaveDuplicates();
  }

  private static List<Integer> sizes(World world) {
    return world.week().stream().map(place -> place.people().size()).toList();
  }

  private static boolean isIn(Chat chat, String user) {
    return chat.members().stream().anyMatch(member -> member.user().equals(user));
  }
}
