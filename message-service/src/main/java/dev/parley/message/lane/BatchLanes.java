package dev.parley.message.lane;

import dev.parley.common.connection.ReservedConnections;
import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.Traces;
import dev.parley.message.lane.WaitingLine.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Gathers items, from whichever way they came in, into batches. Each lane has one transaction
/// under way: an item that finds its lane idle goes at once, and while a transaction runs the next
/// ones gather behind it, so batches grow with the load and shrink without it. A conversation stays
/// in its lane, which keeps its items in the order they came.
///
/// Every item that was submitted is answered, whatever happens: also by a lane that is stopping,
/// which takes no more and works off what waits.
///
/// @param <T> what is done
/// @param <R> what became of it
public abstract class BatchLanes<T, R> implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BatchLanes.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final String name;
  private final int maxBatch;
  private final List<WaitingLine<T, R>> lines;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  /// @param name of its threads
  protected BatchLanes(String name, LaneLimits limits) {
    this.name = name;
    this.maxBatch = limits.maxBatch();
    this.lines =
        IntStream.range(0, limits.lanes()).mapToObj(_ -> new WaitingLine<T, R>(limits)).toList();
  }

  /// Does a batch in one transaction.
  ///
  /// @return a result for each item, in order
  protected abstract List<R> process(List<T> batch);

  protected abstract ConversationId conversationOf(T item);

  /// About how many characters it keeps in memory.
  protected abstract int sizeOf(T item);

  /// The `traceparent` of what asked for it.
  protected abstract @Nullable String traceOf(T item);

  protected abstract R refused(DomainException reason);

  /// Completes when the item's transaction has ended, never exceptionally.
  public CompletableFuture<R> submit(T item) {
    var waiting = new Waiting<T, R>(item, sizeOf(item), new CompletableFuture<>());
    int lane = Math.floorMod(conversationOf(item).hashCode(), lines.size());
    if (!lines.get(lane).offer(waiting)) {
      log.atWarn()
          .addKeyValue("lane", name)
          .addKeyValue("waiting", waiting())
          .addKeyValue("conversation_id", conversationOf(item))
          .log("A lane takes no more: it is full, or stopping");
      waiting.result().complete(unavailable());
    }
    return waiting.result();
  }

  /// How many transactions it may have under way.
  int lanes() {
    return lines.size();
  }

  /// Items that wait for their transaction.
  public int waiting() {
    return lines.stream().mapToInt(WaitingLine::size).sum();
  }

  @Override
  public void start() {
    running = true;
    for (int lane = 0; lane < lines.size(); lane++) {
      WaitingLine<T, R> line = lines.get(lane);
      line.open();
      threads.add(
          Thread.ofPlatform()
              .name(name + "-" + lane)
              .daemon()
              .start(ReservedConnections.entitled(() -> run(line))));
    }
  }

  @Override
  public void stop() {
    lines.forEach(WaitingLine::close);
    try {
      for (Thread thread : threads) {
        thread.join(STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Stops after the web server and the listeners, which may still submit, and before the outbox
  /// relay, which shall publish what is stored last.
  @Override
  public int getPhase() {
    return 0;
  }

  private void run(WaitingLine<T, R> line) {
    List<Waiting<T, R>> batch = new ArrayList<>(maxBatch);
    try {
      while (line.take(batch)) {
        settle(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      line.close();
      giveUp(line.drain());
    }
  }

  private void giveUp(List<Waiting<T, R>> left) {
    if (!left.isEmpty()) {
      log.atWarn()
          .addKeyValue("lane", name)
          .addKeyValue("items", left.size())
          .addKeyValue("traces", tracesOf(left))
          .log("A lane ended before its items' turn");
      left.forEach(waiting -> waiting.result().complete(unavailable()));
    }
  }

  /// By which whoever was refused finds the line.
  private List<String> tracesOf(List<Waiting<T, R>> some) {
    return some.stream()
        .map(waiting -> traceOf(waiting.item()))
        .filter(Objects::nonNull)
        .map(Traces::idOf)
        .distinct()
        .toList();
  }

  private void settle(List<Waiting<T, R>> batch) {
    try {
      List<R> results = process(batch.stream().map(Waiting::item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
    } catch (DataIntegrityViolationException e) {
      settleOneByOne(batch, e);
    } catch (DataAccessException | TransactionException e) {
      // The database is away or in trouble: whether the commit came through is not always known,
      // and asking for the same again settles it.
      log.atWarn()
          .addKeyValue("lane", name)
          .addKeyValue("items", batch.size())
          .addKeyValue("cause", causeOf(e))
          .addKeyValue("traces", tracesOf(batch))
          .log(
              isSurelyNotStored(e)
                  ? "A batch was not stored"
                  : "It is not known whether a batch was stored");
      batch.forEach(waiting -> waiting.result().complete(unavailable()));
    } catch (RuntimeException e) {
      settleOneByOne(batch, e);
    } catch (Error e) {
      log.atError()
          .addKeyValue("lane", name)
          .addKeyValue("items", batch.size())
          .addKeyValue("traces", tracesOf(batch))
          .setCause(e)
          .log("A batch failed");
      batch.forEach(waiting -> waiting.result().complete(unavailable()));
    }
  }

  /// There was no transaction, or the database has said that it took it back.
  private static boolean isSurelyNotStored(RuntimeException failure) {
    return failure instanceof CannotCreateTransactionException
        || failure instanceof ConcurrencyFailureException;
  }

  /// A rollback that fails too, on a connection that is gone, hides what went before it.
  private static String causeOf(RuntimeException failure) {
    Throwable original =
        failure instanceof TransactionSystemException rollback
            ? rollback.getOriginalException()
            : null;
    return Outages.causeOf(original == null ? failure : original);
  }

  /// One item that the database will not take must not keep its neighbours out.
  private void settleOneByOne(List<Waiting<T, R>> batch, RuntimeException cause) {
    if (batch.size() == 1) {
      Waiting<T, R> only = batch.getFirst();
      log.atError()
          .addKeyValue("lane", name)
          .addKeyValue("conversation_id", conversationOf(only.item()))
          .setCause(cause)
          .log("An item cannot be stored");
      only.result().complete(refused(new NotStorableException()));
      return;
    }
    log.atWarn()
        .addKeyValue("lane", name)
        .addKeyValue("items", batch.size())
        .setCause(cause)
        .log("A batch was not stored; its items go one by one");
    batch.forEach(waiting -> settle(List.of(waiting)));
  }

  private R unavailable() {
    return refused(new UnavailableException("The message store"));
  }
}
