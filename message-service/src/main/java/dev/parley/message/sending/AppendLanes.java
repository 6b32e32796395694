package dev.parley.message.sending;

import dev.parley.common.problem.UnavailableException;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Gathers sends, from whichever way they came in, into batches. Each lane has one transaction
/// under way: a message that finds its lane idle goes at once, and while a transaction runs the
/// next ones gather behind it, so batches grow with the load and shrink without it. A conversation
/// stays in its lane, which keeps its sends in the order they came.
@Component
class AppendLanes {

  private static final Logger log = LoggerFactory.getLogger(AppendLanes.class);
  private static final long IDLE_MS = 500;

  private record Waiting(NewMessage message, CompletableFuture<SendResult> result) {}

  private final MessageAppender appender;
  private final SendingProperties properties;
  private final List<BlockingQueue<Waiting>> lanes;
  private volatile boolean running = true;

  AppendLanes(MessageAppender appender, SendingProperties properties) {
    this.appender = appender;
    this.properties = properties;
    this.lanes =
        IntStream.range(0, properties.lanes())
            .<BlockingQueue<Waiting>>mapToObj(
                lane -> new LinkedBlockingQueue<>(properties.maxWaiting() / properties.lanes()))
            .toList();
    for (int lane = 0; lane < lanes.size(); lane++) {
      BlockingQueue<Waiting> queue = lanes.get(lane);
      Thread.ofPlatform().name("append-" + lane).daemon().start(() -> run(queue));
    }
  }

  /// Completes when the message's transaction has ended, never exceptionally.
  CompletableFuture<SendResult> submit(NewMessage message) {
    var waiting = new Waiting(message, new CompletableFuture<>());
    int lane = Math.floorMod(message.conversationId().hashCode(), lanes.size());
    if (!running || !lanes.get(lane).offer(waiting)) {
      waiting.result().complete(unavailable());
    }
    return waiting.result();
  }

  @PreDestroy
  void stop() {
    running = false;
  }

  private void run(BlockingQueue<Waiting> queue) {
    List<Waiting> batch = new ArrayList<>(properties.maxBatch());
    while (running || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, properties.maxBatch() - 1);
        append(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void append(List<Waiting> batch) {
    try {
      List<SendResult> results = appender.append(batch.stream().map(Waiting::message).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
    } catch (NonTransientDataAccessException | IllegalStateException e) {
      appendOneByOne(batch, e);
    } catch (DataAccessException | TransactionException e) {
      log.atWarn().addKeyValue("messages", batch.size()).setCause(e).log("A batch was not stored");
      batch.forEach(waiting -> waiting.result().complete(unavailable()));
    } catch (RuntimeException | Error e) {
      log.atError().addKeyValue("messages", batch.size()).setCause(e).log("A batch failed");
      batch.forEach(waiting -> waiting.result().complete(unavailable()));
    }
  }

  /// One message that the database will not take must not keep its neighbours out.
  private void appendOneByOne(List<Waiting> batch, RuntimeException cause) {
    if (batch.size() == 1) {
      log.atWarn().setCause(cause).log("A message was not stored");
      batch.getFirst().result().complete(unavailable());
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
