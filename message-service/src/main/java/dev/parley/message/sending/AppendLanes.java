package dev.parley.message.sending;

import dev.parley.common.problem.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Gathers sends, from whichever way they came in, into batches. Each lane has one transaction
/// under way: a message that finds its lane idle goes at once, and while a transaction runs the
/// next ones gather behind it, so batches grow with the load and shrink without it. A conversation
/// stays in its lane, which keeps its sends in the order they came.
///
/// Every message that was submitted is answered, whatever happens: also by a lane that is stopping,
/// which takes no more and works off what waits.
@Component
class AppendLanes implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AppendLanes.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final MessageAppender appender;
  private final SendingProperties properties;
  private final List<WaitingLine> lines;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  AppendLanes(MessageAppender appender, SendingProperties properties) {
    this.appender = appender;
    this.properties = properties;
    this.lines =
        IntStream.range(0, properties.lanes()).mapToObj(_ -> new WaitingLine(properties)).toList();
  }

  /// Completes when the message's transaction has ended, never exceptionally.
  CompletableFuture<SendResult> submit(NewMessage message) {
    var waiting = new WaitingLine.Waiting(message, new CompletableFuture<>());
    int lane = Math.floorMod(message.conversationId().hashCode(), lines.size());
    if (!lines.get(lane).offer(waiting)) {
      waiting.result().complete(unavailable());
    }
    return waiting.result();
  }

  /// Messages that wait for their transaction.
  int waiting() {
    return lines.stream().mapToInt(WaitingLine::size).sum();
  }

  @Override
  public void start() {
    running = true;
    for (int lane = 0; lane < lines.size(); lane++) {
      WaitingLine line = lines.get(lane);
      line.open();
      threads.add(Thread.ofPlatform().name("append-" + lane).daemon().start(() -> run(line)));
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

  private void run(WaitingLine line) {
    List<WaitingLine.Waiting> batch = new ArrayList<>(properties.maxBatch());
    try {
      while (line.take(batch)) {
        append(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      line.close();
      line.drain().forEach(waiting -> waiting.result().complete(unavailable()));
    }
  }

  private void append(List<WaitingLine.Waiting> batch) {
    try {
      List<SendResult> results =
          appender.append(batch.stream().map(WaitingLine.Waiting::message).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
    } catch (DataIntegrityViolationException e) {
      appendOneByOne(batch, e);
    } catch (DataAccessException | TransactionException e) {
      // The database is away or in trouble: whether the commit came through is not known, and
      // sending again with the same id settles it.
      log.atWarn().addKeyValue("messages", batch.size()).setCause(e).log("A batch was not stored");
      batch.forEach(waiting -> waiting.result().complete(unavailable()));
    } catch (RuntimeException e) {
      appendOneByOne(batch, e);
    } catch (Error e) {
      log.atError().addKeyValue("messages", batch.size()).setCause(e).log("A batch failed");
      batch.forEach(waiting -> waiting.result().complete(unavailable()));
    }
  }

  /// One message that the database will not take must not keep its neighbours out.
  private void appendOneByOne(List<WaitingLine.Waiting> batch, RuntimeException cause) {
    if (batch.size() == 1) {
      log.atError()
          .addKeyValue("message_id", batch.getFirst().message().id())
          .setCause(cause)
          .log("A message cannot be stored");
      batch.getFirst().result().complete(new SendResult.Refused(new NotStorableException()));
      return;
    }
    log.atWarn()
        .addKeyValue("messages", batch.size())
        .setCause(cause)
        .log("A batch was not stored; its messages go one by one");
    batch.forEach(waiting -> append(List.of(waiting)));
  }

  private static SendResult unavailable() {
    return new SendResult.Refused(new UnavailableException("The message store"));
  }
}
