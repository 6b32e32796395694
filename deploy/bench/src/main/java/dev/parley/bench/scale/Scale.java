package dev.parley.bench.scale;

import dev.parley.bench.compare.StartFailure;
import dev.parley.bench.compare.SuiteServer;
import dev.parley.bench.load.Tokens;
import dev.parley.bench.usage.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Fills the suite step by step, and asks the same questions at each size.
public final class Scale {
  private static final int MESSAGES_EACH = 20;
  private static final int WITH_NEWS = 20;
  private static final int NEWS = 10;
  private static final int PAGE = 50;
  private static final int COMMON_RANK = 200;
  private static final int RARE_RANK = 20_000;
  private static final String DEPTH_USER = "scale-depth";
  private static final String CONVERSATIONS = "conversations of the user";
  private static final String MESSAGES = "messages in the conversation";
  private static final String ALL = "messages of the suite, the user in 1 000 small conversations";
  private final ScaleOptions options;
  private final Corpus corpus;
  private final Questions questions;
  private final Random random = new Random(3);
  private final List<Cost> costs = new ArrayList<>();
  private int total;

  private Scale(ScaleOptions options, Corpus corpus, Questions questions) {
    this.options = options;
    this.corpus = corpus;
    this.questions = questions;
  }

  /// @return the exit code
  public static int run(List<String> args) throws IOException, InterruptedException {
    if (args.contains("--help")) {
      System.out.println(ScaleOptions.HELP);
      return 0;
    }
    ScaleOptions options = ScaleOptions.parse(args);
    Path work = Files.createTempDirectory("parley-scale-");
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String key = HexFormat.of().formatHex(secret);
    try (SuiteServer suite =
            SuiteServer.start(options.project(), options.startWithin(), work, key);
        Corpus corpus = Corpus.of(suite.data(), Clock.systemUTC());
        Questions questions =
            new Questions(
                suite.address(),
                new Tokens(key, Clock.systemUTC()),
                new ProcessTree(suite.pids()),
                options.requests())) {
      List<Cost> costs = new Scale(options, corpus, questions).measure();
      new ScaleReport(options, Clock.systemDefaultZone()).publish(costs);
      return 0;
    } catch (StartFailure e) {
      System.err.println(e.getMessage());
      return 3;
    } catch (IOException | SQLException e) {
      System.err.println(e.getMessage() + "; logs and data are kept in " + work);
      return 1;
    }
  }

  private List<Cost> measure() throws SQLException, IOException, InterruptedException {
    for (int size : options.inboxes()) {
      inbox(size);
    }
    for (int depth : options.depths()) {
      depth(depth);
    }
    return costs;
  }

  /// Those away for a week find news in twenty of their conversations, however many they have.
  private void inbox(int size) throws SQLException, IOException, InterruptedException {
    String user = user(size);
    List<UUID> ids = fill(user, size, MESSAGES_EACH);
    String before = questions.post(user, "/sync", "{\"conversations\":{}}");
    String since = new JsonMapper().readTree(before).path("since").asString();
    List<UUID> news = ids.subList(0, Math.min(size, WITH_NEWS));
    corpus.append(news, MESSAGES_EACH, NEWS);
    corpus.settle();
    String held =
        ids.stream()
            .map(id -> "\"%s\":%d".formatted(id, MESSAGES_EACH))
            .collect(
                Collectors.joining(",", "{\"conversations\":{", "},\"since\":\"" + since + "\"}"));
    tell(
        questions.cost(
            "inbox, a page of 50", CONVERSATIONS, size, user, n -> "/conversations?limit=50"));
    tell(questions.cost("the badge (/unread)", CONVERSATIONS, size, user, n -> "/unread"));
    tell(
        questions.costOfPost(
            "sync, news in 20 conversations", CONVERSATIONS, size, user, "/sync", held));
  }

  private void depth(int size) throws SQLException, IOException, InterruptedException {
    UUID id = fill(DEPTH_USER, 1, size).getFirst();
    corpus.settle();
    String history = "/conversations/" + id + "/messages?limit=50&before_seq=";
    tell(
        questions.cost(
            "history, a page of 50 at any depth",
            MESSAGES,
            size,
            DEPTH_USER,
            n -> history + random.nextInt(PAGE + 2, size)));
    search("in one conversation", MESSAGES, size, DEPTH_USER, "&conversation_id=" + id);
    List<Integer> inboxes = options.inboxes();
    search("in all conversations", ALL, total, user(inboxes.getLast()), "");
  }

  private void search(String where, String of, int size, String user, String filter)
      throws IOException, InterruptedException {
    tell(
        questions.cost(
            "search " + where + ", a common word",
            of,
            size,
            user,
            n -> search(Words.word(COMMON_RANK + n) + " ") + filter));
    tell(
        questions.cost(
            "search " + where + ", a rare word",
            of,
            size,
            user,
            n -> search(Words.word(RARE_RANK + n)) + filter));
    tell(
        questions.cost(
            "search " + where + ", a word's beginning",
            of,
            size,
            user,
            n -> search(Words.word(COMMON_RANK + n).substring(0, 3)) + filter));
    tell(
        questions.cost(
            "search " + where + ", two common words",
            of,
            size,
            user,
            n -> search(Words.word(20 + n % 50) + " " + Words.word(100 + n)) + filter));
  }

  private static String search(String text) {
    return "/search?q=" + Questions.encoded(text);
  }

  private List<UUID> fill(String user, int count, int messagesEach)
      throws SQLException, IOException {
    System.err.printf("writing %d conversations of %d messages%n", count, messagesEach);
    total += count * messagesEach;
    return corpus.conversations(user, count, messagesEach);
  }

  private void tell(Cost cost) {
    costs.add(cost);
    System.err.printf(
        "%s, %d %s: p50 %.1f ms, p95 %.1f ms, CPU %.1f ms%n",
        cost.question(), cost.size(), cost.of(), cost.p50(), cost.p95(), cost.cpu());
  }

  private static String user(int size) {
    return "scale-inbox-" + size;
  }
}
