package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.json.Json;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.problem.ValidationException;
import dev.parley.realtime.delivery.MessageFanOut;
import dev.parley.realtime.delivery.Removals;
import dev.parley.realtime.session.Ack;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Has batches of sends and edits stored, and answers them.
///
/// A batch without an answer is sent again as it is: every send has an id, so what was stored the
/// first time is answered with the stored message, and what was done to a message the first time is
/// done. A batch that message-service cannot read at all is sent in halves, so that one send harms
/// no other.
@Component
class SendDispatch {

  private static final Logger log = LoggerFactory.getLogger(SendDispatch.class);
  private static final String SENDS = "/internal/sends";
  private static final String EDITS = "/internal/edits";
  private static final Ack.Field MESSAGE = new Ack.Field("message");
  private static final byte[] UNKNOWN_ERROR = "{\"code\":\"internal\"}".getBytes(UTF_8);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

  private final MessageServiceClient client;
  private final MessageFanOut fanOut;
  private final Removals removals;
  private final SendingProperties properties;
  private final Timer batches;
  private final DistributionSummary batchSizes;
  private final Counter retries;
  private volatile boolean patient = true;

  SendDispatch(
      MessageServiceClient client,
      MessageFanOut fanOut,
      Removals removals,
      SendingProperties properties,
      MeterRegistry registry) {
    this.client = client;
    this.fanOut = fanOut;
    this.removals = removals;
    this.properties = properties;
    this.batches = registry.timer("parley.realtime.sends.batch");
    this.batchSizes = registry.summary("parley.realtime.sends.batch.size");
    this.retries = registry.counter("parley.realtime.sends.retries");
  }

  /// Answers all of the batch. Sends and edits are asked for apart, in the order they came. Blocks.
  void settle(List<Waiting> batch) throws InterruptedException {
    int from = 0;
    for (int i = 1; i <= batch.size(); i++) {
      if (i == batch.size() || batch.get(i).getClass() != batch.get(from).getClass()) {
        settleAlike(batch.subList(from, i));
        from = i;
      }
    }
  }

  private void settleAlike(List<Waiting> batch) throws InterruptedException {
    try {
      List<SendAnswer> answers = answersTo(batch);
      for (int i = 0; i < batch.size(); i++) {
        settle(batch.get(i), answers.get(i));
      }
    } catch (RejectedBatchException e) {
      settleInHalves(batch);
    } catch (UnavailableException e) {
      batch.forEach(waiting -> waiting.ack().refuse(e));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("sends", batch.size()).setCause(e).log("A batch of sends failed");
      batch.forEach(waiting -> waiting.ack().refuse(ProblemType.INTERNAL));
    } finally {
      batch.forEach(this::forgetOrigin);
    }
  }

  private void forgetOrigin(Waiting waiting) {
    if (waiting instanceof WaitingSend send) {
      fanOut.forgetOrigin(send.send().conversationId(), send.send().id(), send.session());
    }
  }

  /// From now on a batch is tried once.
  void losePatience() {
    patient = false;
  }

  private void settleInHalves(List<Waiting> batch) throws InterruptedException {
    if (batch.size() == 1) {
      batch.getFirst().ack().refuse(new ValidationException("payload", "invalid"));
      return;
    }
    int half = batch.size() / 2;
    settleAlike(batch.subList(0, half));
    settleAlike(batch.subList(half, batch.size()));
  }

  /// @throws UnavailableException when message-service stays away for longer than the senders'
  ///   patience
  private List<SendAnswer> answersTo(List<Waiting> batch)
      throws InterruptedException, RejectedBatchException {
    byte[] body = SendBatch.encode(batch);
    String path = batch.getFirst() instanceof WaitingEdit ? EDITS : SENDS;
    long start = System.nanoTime();
    long deadline = start + properties.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        List<SendAnswer> answers = client.ask(path, body, batch.size());
        batches.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        batchSizes.record(batch.size());
        return answers;
      } catch (UnavailableException e) {
        if (System.nanoTime() > deadline || !patient) {
          log.atWarn().addKeyValue("sends", batch.size()).log("message-service cannot be reached");
          throw new UnavailableException("The message store");
        }
        retries.increment();
        Thread.sleep(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
  }

  private void settle(Waiting waiting, SendAnswer answer) {
    byte @Nullable [] message = answer.message();
    if (message == null) {
      byte @Nullable [] error = answer.error();
      waiting.ack().refuseWith(error == null ? UNKNOWN_ERROR : error);
      return;
    }
    switch (waiting) {
      case WaitingSend send -> settle(send, answer, message);
      case WaitingEdit edit -> {
        if (edit.ack().isWanted()) {
          long rev = Json.mapper().readTree(message).path("rev").longValue();
          fanOut.acknowledge(edit.conversationId(), edit.messageId(), rev, edit.session());
        }
        edit.ack().okWith(MESSAGE, message);
      }
    }
  }

  private void settle(WaitingSend send, SendAnswer answer, byte[] message) {
    String conversation = answer.conversationId();
    String id = send.send().id();
    if (!answer.fresh() && send.ack().isWanted()) {
      fanOut.acknowledge(conversation, id, send.session());
    }
    send.ack().okWith(MESSAGE, message);
    if (!answer.fresh()) {
      return;
    }
    if (removals.areKnown(conversation, answer.version())) {
      handOff(send, answer, message);
    } else {
      fanOut.acknowledge(conversation, id, send.session());
      removals.learn(conversation, answer.version(), () -> handOff(send, answer, message));
    }
  }

  private void handOff(WaitingSend send, SendAnswer answer, byte[] message) {
    fanOut.handOff(
        answer.conversationId(),
        answer.seq(),
        answer.rev(),
        message,
        send.send().id(),
        send.session());
  }
}
