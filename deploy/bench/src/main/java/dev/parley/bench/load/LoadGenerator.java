package dev.parley.bench.load;

import dev.parley.bench.load.LoadReport.Server;
import dev.parley.bench.load.LoadReport.Spent;
import dev.parley.bench.usage.ProcessTree;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/// One run: makes the conversations, connects everybody, puts the load on, and reports.
public final class LoadGenerator {
  private static final int CONNECT_TOGETHER = 50;
  private final LoadOptions options;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String mark = SendFrame.mark(run);
  private final Tokens tokens;
  private final Load load;
  private final ProcessTree server;

  LoadGenerator(LoadOptions options, Clock clock) {
    this.options = options;
    this.tokens = new Tokens(options.secret(), clock);
    Ledger ledger =
        new Ledger(options.users(), options.conversationSize(), options.sendersPerConversation());
    this.load = new Load(ledger, options.rate() == 0, System.nanoTime());
    this.server = new ProcessTree(options.pids());
  }

  /// Prints one JSON object.
  ///
  /// @return the exit code
  public static int run(List<String> args) throws Exception {
    return run(args, System.out);
  }

  static int run(List<String> args, PrintStream out) throws Exception {
    if (args.contains("--help")) {
      out.println(LoadOptions.HELP);
      return 0;
    }
    LoadOptions options = LoadOptions.parse(args);
    try {
      Map<String, Object> report = new LoadGenerator(options, Clock.systemUTC()).report();
      out.println(new JsonMapper().writeValueAsString(report));
      return 0;
    } catch (IOException | ExecutionException e) {
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      System.err.println("the load could not be put on: " + cause);
      return 1;
    }
  }

  Map<String, Object> report() throws IOException, InterruptedException, ExecutionException {
    List<String> conversations = makeConversations();
    double atRest = options.scenario() == Scenario.CONNECT ? serverMegabytes() : 0;
    try (Sockets sockets = new Sockets(options.socket())) {
      long connecting = System.nanoTime();
      List<SocketClient> clients = connect(sockets);
      double connectSeconds = (System.nanoTime() - connecting) / 1e9;
      Map<String, Object> report;
      if (options.scenario() == Scenario.CONNECT) {
        Thread.sleep(options.seconds() * 1000L);
        report = LoadReport.ofIdle(options, load, connectSeconds, serverMegabytes() - atRest);
      } else {
        join(clients, conversations);
        report = putOn(sockets, clients);
      }
      sockets.loop().submit(load::end).get();
      return report;
    }
  }

  private List<String> makeConversations() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    try (ConversationApi api = new ConversationApi(options.api(), tokens)) {
      switch (options.scenario()) {
        case DIRECT -> {
          for (int user = 0; user < options.users(); user += 2) {
            ids.add(api.direct(user(user), user(user + 1)));
          }
        }
        case GROUP -> {
          List<String> others = new ArrayList<>();
          for (int user = 1; user < options.users(); user++) {
            others.add(user(user));
          }
          ids.add(api.group(user(0), "bench " + run, others));
        }
        case CONNECT -> {
          // Nobody talks.
        }
      }
    }
    return ids;
  }

  private String user(int number) {
    return run + "-u" + number;
  }

  private List<SocketClient> connect(Sockets sockets)
      throws InterruptedException, ExecutionException {
    SocketClient.Reading reading =
        new SocketClient.Reading(new FrameReader(), new PacketScanner(mark));
    List<SocketClient> clients = new ArrayList<>();
    for (int user = 0; user < options.users(); user++) {
      clients.add(new SocketClient(user, tokens.of(user(user)), load, reading));
    }
    together(clients, sockets::open);
    return clients;
  }

  private void join(List<SocketClient> clients, List<String> conversations)
      throws InterruptedException, ExecutionException {
    int size = options.conversationSize();
    for (int user = 0; user < clients.size(); user++) {
      clients.get(user).sendsTo(conversations.get(user / size), mark, options.chars());
    }
    List<Integer> users = new ArrayList<>();
    for (int user = 0; user < clients.size(); user++) {
      users.add(user);
    }
    together(users, user -> clients.get(user).join(conversations.get(user / size)));
  }

  /// Does it for all of them, so many at a time.
  private static <T> void together(List<T> items, Function<T, CompletableFuture<?>> work)
      throws InterruptedException, ExecutionException {
    for (int from = 0; from < items.size(); from += CONNECT_TOGETHER) {
      List<T> some = items.subList(from, Math.min(items.size(), from + CONNECT_TOGETHER));
      CompletableFuture.allOf(some.stream().map(work).toArray(CompletableFuture<?>[]::new))
          .orTimeout(60, TimeUnit.SECONDS)
          .get();
    }
  }

  private Map<String, Object> putOn(Sockets sockets, List<SocketClient> clients)
      throws InterruptedException, ExecutionException {
    List<SocketClient> senders = senders(clients);
    sockets.loop().submit(() -> start(sockets, senders)).get();
    Thread.sleep(options.warmup() * 1000L);

    sockets.loop().submit(load::startCounting).get();
    double serverCpu = serverCpu();
    double ownCpu = ownCpu();
    long started = System.nanoTime();
    Thread.sleep(options.seconds() * 1000L);
    sockets.loop().submit(load::stop).get();
    double seconds = (System.nanoTime() - started) / 1e9;
    double ownSpent = ownCpu() - ownCpu;
    double serverSpent = serverCpu() - serverCpu;
    Server usage = new Server(!options.pids().isEmpty(), serverSpent, serverMegabytes());

    awaitOnLoop(sockets, load::isAnswered);
    awaitOnLoop(sockets, load::isSettled);
    return sockets
        .loop()
        .submit(() -> LoadReport.of(options, load, new Spent(seconds, ownSpent, usage)))
        .get();
  }

  /// Group: the first of its members. Direct: everybody.
  private List<SocketClient> senders(List<SocketClient> clients) {
    return options.scenario() == Scenario.GROUP ? clients.subList(0, options.senders()) : clients;
  }

  private void start(Sockets sockets, List<SocketClient> senders) {
    if (options.rate() > 0) {
      new Pace(sockets.loop(), load, senders, options.rate()).run();
      return;
    }
    for (SocketClient sender : senders) {
      for (int i = 0; i < options.window(); i++) {
        sender.send(System.nanoTime());
      }
    }
  }

  /// Waits for the condition, at most as long as the drain.
  private void awaitOnLoop(Sockets sockets, BooleanSupplier condition)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + options.drain() * 1_000_000_000L;
    while (!sockets.loop().submit(condition::getAsBoolean).get() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  private double serverCpu() {
    return options.pids().isEmpty() ? 0 : server.cpuSeconds();
  }

  private double serverMegabytes() {
    return options.pids().isEmpty() ? 0 : server.megabytes();
  }

  private static double ownCpu() {
    com.sun.management.OperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1e9;
  }
}
