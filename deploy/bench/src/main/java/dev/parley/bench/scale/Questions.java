package dev.parley.bench.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bench.corpus.Words;
import dev.parley.bench.corpus.World;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// What is asked, and what has to be answered.
final class Questions {

  private static final int PAGE = 50;
  private static final int REVS = 40;
  private static final int COMMON_RANK = 20;
  private static final int COMMON_WORDS = 50;

  /// What the questions of one size need to know.
  ///
  /// @param largest the head of its largest conversation
  /// @param away the reader's device as it was before the week
  /// @param current and as it is afterwards
  record Asked(World world, Head largest, Device away, Device current) {}

  record Head(long lastSeq, long lastRev) {}

  private final Client client;
  private final RandomGenerator random = new Random(3);
  private final List<Question> all = new ArrayList<>();

  Questions(Client client) {
    this.client = client;
  }

  /// Those of one kind beside each other, by growing size.
  List<Question> all() {
    List<String> titles = all.stream().map(q -> q.axis() + q.title()).distinct().toList();
    return all.stream()
        .sorted(Comparator.comparing(q -> titles.indexOf(q.axis() + q.title())))
        .toList();
  }

  void addHistory(Asked asked) {
    addInbox(Axis.HISTORY, asked);
    addConversation(asked);
    addSearch(asked);
  }

  void addInbox(Asked asked) {
    addInbox(Axis.INBOX, asked);
  }

  void addGroup(Asked asked) {
    World world = asked.world();
    String path = path(world);
    String user = world.reader();
    add(
        Axis.GROUP,
        world,
        "the conversation",
        n -> client.get(user, path),
        answer -> answer.path("participant_count").asInt() == world.size());
    add(
        Axis.GROUP,
        world,
        "participants, a page of 50",
        n -> client.get(user, path + "/participants?limit=" + PAGE),
        answer -> answer.path("items").size() == Math.min(PAGE, world.size()));
    add(
        Axis.GROUP,
        world,
        "receipts of a message",
        n -> client.get(user, path + "/receipts?seq=1"),
        answer ->
            answer.path("items").size()
                == Math.min(PAGE, answer.path("delivered_count").asInt(-1)));
    add(
        Axis.GROUP,
        world,
        "history, the newest 50",
        n -> client.get(user, path + "/messages?limit=" + PAGE),
        Questions::isPage);
    add(
        Axis.GROUP,
        world,
        "changes since 40 revs ago",
        n -> client.get(user, changes(path, asked.largest().lastRev() - REVS)),
        answer -> isNews(answer, asked.largest()));
  }

  private void addInbox(Axis axis, Asked asked) {
    World world = asked.world();
    String user = world.reader();
    add(
        axis,
        world,
        "inbox, a page of 50",
        n -> client.get(user, "/conversations?limit=" + PAGE),
        answer -> answer.path("items").size() >= world.week().size());
    add(
        axis,
        world,
        "the badge (/unread)",
        n -> client.get(user, "/unread"),
        answer -> answer.path("total").asLong() > 0);
    add(
        axis,
        world,
        "sync after a week away",
        n -> client.post(user, "/sync", asked.away().question()),
        answer -> isSync(answer, world.week().size()));
    add(
        axis,
        world,
        "sync, nothing new",
        n -> client.post(user, "/sync", asked.current().question()),
        answer -> isSync(answer, 0));
  }

  /// Asked by who writes most in it: their own messages have a status.
  private void addConversation(Asked asked) {
    World world = asked.world();
    String user = world.largest().people().getFirst();
    String path = path(world);
    Head head = asked.largest();
    add(
        Axis.HISTORY,
        world,
        "history, the newest 50",
        n -> client.get(user, path + "/messages?limit=" + PAGE),
        Questions::isPage);
    add(
        Axis.HISTORY,
        world,
        "history, 50 at any depth",
        n ->
            client.get(
                user,
                path
                    + "/messages?limit="
                    + PAGE
                    + "&before_seq="
                    + random.nextLong(PAGE + 2, head.lastSeq())),
        Questions::isPage);
    add(
        Axis.HISTORY,
        world,
        "changes since 40 revs ago",
        n -> client.get(user, changes(path, head.lastRev() - REVS)),
        answer -> isNews(answer, head));
    add(
        Axis.HISTORY,
        world,
        "changes, 50 after any rev",
        n -> client.get(user, changes(path, random.nextLong(head.lastRev() / 2))),
        answer -> answer.path("items").size() == PAGE && !answer.path("complete").asBoolean());
    add(
        Axis.HISTORY,
        world,
        "receipts of a message",
        n -> client.get(user, path + "/receipts?seq=" + head.lastSeq() / 2),
        answer -> answer.path("delivered_count").asInt() > 0);
  }

  private void addSearch(Asked asked) {
    World world = asked.world();
    addSearch(world, "in one conversation", "&conversation_id=" + world.largest().id());
    addSearch(world, "in all conversations", "");
  }

  private void addSearch(World world, String where, String filter) {
    List<String> rare = world.largest().rareWords();
    add(
        Axis.HISTORY,
        world,
        "search " + where + ", a rare word",
        n -> search(world, rare.get(n % rare.size()), filter),
        answer -> answer.path("items").size() == World.RARE);
    add(
        Axis.HISTORY,
        world,
        "search " + where + ", a common word",
        n -> search(world, Words.word(COMMON_RANK + n % COMMON_WORDS) + " ", filter),
        answer -> !answer.path("items").isEmpty());
  }

  private HttpRequest search(World world, String text, String filter) {
    return client.get(world.reader(), "/search?q=" + URLEncoder.encode(text, UTF_8) + filter);
  }

  private void add(
      Axis axis,
      World world,
      String title,
      IntFunction<HttpRequest> request,
      Predicate<JsonNode> isRight) {
    all.add(new Question(title, axis, world.size(), request, isRight));
  }

  private static String path(World world) {
    return "/conversations/" + world.largest().id();
  }

  private static String changes(String path, long afterRev) {
    return path + "/changes?limit=" + PAGE + "&after_rev=" + Math.max(0, afterRev);
  }

  private static boolean isPage(JsonNode answer) {
    return answer.path("items").size() == PAGE && answer.path("has_more").asBoolean();
  }

  private static boolean isNews(JsonNode answer, Head head) {
    return answer.path("complete").asBoolean() && answer.path("rev").asLong() == head.lastRev();
  }

  private static boolean isSync(JsonNode answer, int news) {
    return answer.path("items").size() == news && !answer.path("more").asBoolean();
  }
}
