package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.json.Json;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.delivery.MessageFanOut;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.Session;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The sends of this node's sockets on their way to message-service. Each lane has one batch under
/// way: alone, a send goes at once; under load, the next ones gather behind it. A conversation
/// stays in its lane, so a socket's sends keep their order.
///
/// A batch without an answer is sent again as it is: every send has an id, so what was stored the
/// first time is answered with the stored message.
@Component
class SendLanes {

  private static final Logger log = LoggerFactory.getLogger(SendLanes.class);
  private static final long IDLE_MS = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);
  private static final int TYPICAL_SEND = 400;

  private record Waiting(Session session, SendPayloadHead send, Ack ack) {}

  private final MessageServiceClient client;
  private final MessageFanOut fanOut;
  private final SendingProperties properties;
  private final List<BlockingQueue<Waiting>> lanes;
  private volatile boolean running = true;

  SendLanes(MessageServiceClient client, MessageFanOut fanOut, SendingProperties properties) {
    this.client = client;
    this.fanOut = fanOut;
    this.properties = properties;
    this.lanes =
        IntStream.range(0, properties.lanes())
            .<BlockingQueue<Waiting>>mapToObj(
                lane -> new LinkedBlockingQueue<>(properties.maxWaiting()))
            .toList();
    for (int lane = 0; lane < lanes.size(); lane++) {
      BlockingQueue<Waiting> queue = lanes.get(lane);
      Thread.ofPlatform().name("send-" + lane).daemon().start(() -> run(queue));
    }
  }

  /// Answers the ack when the message is stored or refused.
  void submit(Session session, SendPayloadHead send, Ack ack) {
    int lane = Math.floorMod(send.destination().hashCode(), lanes.size());
    if (ack.isWanted()) {
      fanOut.expectOrigin(send.id(), session);
    }
    if (!running || !lanes.get(lane).offer(new Waiting(session, send, ack))) {
      fanOut.forgetOrigin(send.id());
      ack.refuse(new UnavailableException("The message store"));
    }
  }

  @PreDestroy
  void stop() {
    running = false;
  }

  private void run(BlockingQueue<Waiting> queue) {
    List<Waiting> batch = new ArrayList<>(properties.maxBatch());
    boolean busy = false;
    while (running || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        if (busy) {
          // Under load a batch that waits a moment is worth several that don't.
          Thread.sleep(properties.gather());
        }
        batch.add(first);
        queue.drainTo(batch, properties.maxBatch() - 1);
        busy = batch.size() >= properties.busyFrom();
        settle(batch, answersTo(batch));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.atError().addKeyValue("sends", batch.size()).setCause(e).log("A batch of sends failed");
        batch.forEach(waiting -> waiting.ack().refuse(ProblemType.INTERNAL));
      } finally {
        batch.clear();
      }
    }
  }

  /// @return null when message-service stayed away for longer than the senders' patience
  private @Nullable List<SendAnswer> answersTo(List<Waiting> batch) throws InterruptedException {
    byte[] body = encode(batch);
    long deadline = System.nanoTime() + properties.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        List<SendAnswer> answers = client.send(body);
        if (answers.size() == batch.size()) {
          return answers;
        }
        throw new IllegalStateException("message-service answered another number of sends");
      } catch (UnavailableException e) {
        if (System.nanoTime() > deadline || !running) {
          log.atWarn().addKeyValue("sends", batch.size()).log("message-service cannot be reached");
          return null;
        }
        Thread.sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
    }
  }

  private void settle(List<Waiting> batch, @Nullable List<SendAnswer> answers) {
    for (int i = 0; i < batch.size(); i++) {
      Waiting waiting = batch.get(i);
      if (answers == null) {
        fanOut.forgetOrigin(waiting.send().id());
        waiting.ack().refuse(new UnavailableException("The message store"));
      } else {
        settle(waiting, answers.get(i));
      }
    }
  }

  private void settle(Waiting waiting, SendAnswer answer) {
    byte[] message = answer.message();
    if (message == null) {
      fanOut.forgetOrigin(waiting.send().id());
      byte[] error = answer.error();
      waiting.ack().refuseWith(error == null ? "{}".getBytes(UTF_8) : error);
      return;
    }
    waiting.ack().okWith("message", message);
    if (answer.fresh()) {
      Session origin = waiting.ack().isWanted() ? waiting.session() : null;
      fanOut.handOff(answer.conversationId(), answer.seq(), message, waiting.send().id(), origin);
    } else {
      fanOut.forgetOrigin(waiting.send().id());
    }
  }

  private static byte[] encode(List<Waiting> batch) {
    var out = new ByteArrayOutputStream(32 + batch.size() * TYPICAL_SEND);
    out.writeBytes("{\"items\":[".getBytes(UTF_8));
    for (int i = 0; i < batch.size(); i++) {
      Session session = batch.get(i).session();
      out.writeBytes((i == 0 ? "{\"sender_id\":" : ",{\"sender_id\":").getBytes(UTF_8));
      out.writeBytes(Json.mapper().writeValueAsBytes(session.userId().value()));
      String name = session.userName();
      if (name != null) {
        out.writeBytes(",\"sender_name\":".getBytes(UTF_8));
        out.writeBytes(Json.mapper().writeValueAsBytes(name));
      }
      out.writeBytes(",\"payload\":".getBytes(UTF_8));
      out.writeBytes(batch.get(i).send().json());
      out.write('}');
    }
    out.writeBytes("]}".getBytes(UTF_8));
    return out.toByteArray();
  }
}
