package dev.parley.bench.scale;

import dev.parley.bench.compare.StartFailure;
import dev.parley.bench.compare.SuiteServer;
import dev.parley.bench.compare.WorkFolder;
import dev.parley.bench.corpus.Corpus;
import dev.parley.bench.corpus.Databases;
import dev.parley.bench.corpus.Proof;
import dev.parley.bench.corpus.World;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Fills a suite, lets a week go by, and asks the same questions at each size.
public final class Scale {

  /// The search takes up what it did not see being sent in small steps with rests between; nobody
  /// is using this suite meanwhile.
  private static final Map<String, String> WITHOUT_RESTS =
      Map.of(
          "PARLEY_SEARCH_REBUILD_BATCH", "2000",
          "PARLEY_SEARCH_REBUILD_PAUSE", "1ms");

  private final ScaleOptions options;
  private final Databases databases;
  private final Client client;
  private final ProcessTree processes;
  private final Clock clock;
  private final long began = System.nanoTime();

  private Scale(
      ScaleOptions options,
      Databases databases,
      Client client,
      ProcessTree processes,
      Clock clock) {
    this.options = options;
    this.databases = databases;
    this.client = client;
    this.processes = processes;
    this.clock = clock;
  }

  /// @return the exit code
  public static int run(List<String> args) throws IOException, InterruptedException {
    if (args.contains("--help")) {
      System.out.println(ScaleOptions.HELP);
      return 0;
    }
    ScaleOptions options = ScaleOptions.parse(args);
    Path work = Files.createTempDirectory("parley-scale-");
    int code = run(options, work);
    if (code == 0 && !options.keep()) {
      WorkFolder.delete(work);
    } else {
      System.err.println("logs and data are kept in " + work);
    }
    return code;
  }

  private static int run(ScaleOptions options, Path work) throws InterruptedException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String key = HexFormat.of().formatHex(secret);
    Clock clock = Clock.systemUTC();
    System.err.println("starting the suite");
    try (SuiteServer suite =
            SuiteServer.start(options.project(), options.startWithin(), work, key, WITHOUT_RESTS);
        Databases databases = Databases.of(suite.data());
        Client client = new Client(suite.address(), new Tokens(key, clock))) {
      ProcessTree processes = new ProcessTree(suite.pids());
      return new Scale(options, databases, client, processes, clock).measure();
    } catch (StartFailure e) {
      System.err.println(e.getMessage());
      return 3;
    } catch (IOException | SQLException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private int measure() throws SQLException, IOException, InterruptedException {
    Corpus corpus = fill();
    List<Question> questions = questions(corpus);
    tell("the week is over");
    databases.analyze();
    List<String> faults = new ArrayList<>(Proof.faultsOf(databases));
    tell("all rows were checked");
    List<Cost> costs = List.of();
    if (faults.isEmpty()) {
      costs =
          new Interview(client, processes, options.inARow())
              .costs(questions, options.warmUp(), options.turns());
      tell("all questions were asked");
      faults.addAll(new Repairs(client).wanted());
      tell("all unread counts were checked");
    }
    if (!faults.isEmpty()) {
      System.err.println("The rows are not what the suite would have written:");
      faults.stream().limit(20).forEach(System.err::println);
      return 1;
    }
    new ScaleReport(options, Clock.systemDefaultZone()).publish(corpus, costs);
    return 0;
  }

  private Corpus fill() throws SQLException, IOException, InterruptedException {
    tell("the suite is up");
    Corpus corpus = Corpus.write(options.plan(), databases, clock);
    tell(corpus.messages() + " messages were written");
    databases.awaitSearch();
    databases.awaitQuiet();
    databases.analyze();
    tell("the search has them");
    return corpus;
  }

  /// Devices learn what there is, and go away for the week; others stay.
  private List<Question> questions(Corpus corpus)
      throws IOException, InterruptedException, SQLException {
    List<Device> away = new ArrayList<>();
    for (World world : worlds(corpus)) {
      Device device = new Device(client, world.reader());
      device.sync();
      away.add(device);
    }
    Week week = new Week(client);
    for (World world : worlds(corpus)) {
      week.happen(world);
    }
    databases.awaitQuiet();
    Iterator<Device> devices = away.iterator();
    Questions questions = new Questions(client);
    for (World world : corpus.histories()) {
      questions.addHistory(asked(world, devices.next()));
    }
    for (World world : corpus.inboxes()) {
      questions.addInbox(asked(world, devices.next()));
    }
    for (World world : corpus.groups()) {
      questions.addGroup(asked(world, devices.next()));
    }
    return questions.all();
  }

  private static List<World> worlds(Corpus corpus) {
    return Stream.of(corpus.histories(), corpus.inboxes(), corpus.groups())
        .flatMap(List::stream)
        .toList();
  }

  private Questions.Asked asked(World world, Device away)
      throws IOException, InterruptedException, SQLException {
    Device current = away.copy();
    current.sync();
    return new Questions.Asked(world, head(world), away, current);
  }

  private Questions.Head head(World world) throws SQLException {
    String head = " FROM conversation_head WHERE conversation_id = '" + world.largest().id() + "'";
    return new Questions.Head(
        Databases.number(databases.message(), "SELECT last_seq" + head),
        Databases.number(databases.message(), "SELECT last_rev" + head));
  }

  private void tell(String what) {
    System.err.printf("%4d s: %s%n", (System.nanoTime() - began) / 1_000_000_000, what);
  }
}
