package dev.parley.bench.corpus;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes up a year of chat and puts it where the services keep theirs, past the services: a million
/// sends would be another measurement. What is new after that comes through them.
///
/// @param histories by messages in the reader's largest conversation
/// @param inboxes by conversations of the reader
/// @param groups by participants
/// @param messages that were written
public record Corpus(
    List<World> histories, List<World> inboxes, List<World> groups, long messages) {

  private static final Duration BEGAN = Duration.ofDays(365);
  private static final Duration ENDED = Duration.ofDays(7);
  private static final long SEED = 7;

  /// A suite that has nothing yet is filled. The same plan gives the same chat.
  public static Corpus write(CorpusPlan plan, Databases databases, Clock clock)
      throws IOException, SQLException {
    PostRows posts = new PostRows(databases.message(), databases.conversation());
    Random random = new Random(SEED);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant begin = now.minus(BEGAN);
    Population population =
        new Population(new Chat.Source(random, new Words(random), posts), begin);
    List<World> histories =
        plan.histories().stream()
            .map(size -> population.history(size, plan.conversations()))
            .toList();
    List<World> inboxes = plan.inboxes().stream().map(population::inbox).toList();
    List<World> groups = plan.groups().stream().map(population::group).toList();
    Map<Chat, Integer> messages = population.messages();
    long total = talk(messages, random, begin, now.minus(ENDED));
    posts.flush();
    ChatRows chats = new ChatRows(databases.message(), databases.conversation());
    chats.writeHeads(messages.keySet());
    databases.beginSearchAnew();
    chats.write(messages.keySet());
    return new Corpus(histories, inboxes, groups, total);
  }

  /// All conversations at once, as they are in life: a conversation's messages do not lie beside
  /// each other.
  private static long talk(Map<Chat, Integer> messages, Random random, Instant begin, Instant end) {
    List<Chat> chats = new ArrayList<>();
    int[] turns = new int[messages.values().stream().mapToInt(Integer::intValue).sum()];
    int filled = 0;
    for (Map.Entry<Chat, Integer> entry : messages.entrySet()) {
      Arrays.fill(turns, filled, filled + entry.getValue(), chats.size());
      filled += entry.getValue();
      chats.add(entry.getKey());
    }
    shuffle(turns, random);
    double step = (double) Duration.between(begin, end).toMillis() / turns.length;
    for (int i = 0; i < turns.length; i++) {
      chats.get(turns[i]).speak(begin.plusMillis((long) (i * step)));
    }
    chats.forEach(Chat::end);
    return turns.length;
  }

  private static void shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }
}
