package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.problem.ValidationException;
import dev.parley.realtime.delivery.MessageFanOut;
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

/// Has batches of sends stored, and answers them.
///
/// A batch without an answer is sent again as it is: every send has an id, so what was stored the
/// first time is answered with the stored message. A batch that message-service cannot read at all
/// is sent in halves, so that one send harms no other.
@Component
class SendDispatch {

  private static final Logger log = LoggerFactory.getLogger(SendDispatch.class);
  private static final Ack.Field MESSAGE = new Ack.Field("message");
  private static final byte[] UNKNOWN_ERROR = "{\"code\":\"internal\"}".getBytes(UTF_8);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

  private final MessageServiceClient client;
  private final MessageFanOut fanOut;
  private final SendingProperties properties;
  private final Timer batches;
  private final DistributionSummary batchSizes;
  private final Counter retries;
  private volatile boolean patient = true;

  SendDispatch(
      MessageServiceClient client,
      MessageFanOut fanOut,
      SendingProperties properties,
      MeterRegistry registry) {
    this.client = client;
    this.fanOut = fanOut;
    this.properties = properties;
    this.batches = registry.timer("parley.realtime.sends.batch");
    this.batchSizes = registry.summary("parley.realtime.sends.batch.size");
    this.retries = registry.counter("parley.realtime.sends.retries");
  }

  /// Answers every send of the batch. Blocks.
  void settle(List<WaitingSend> batch) throws InterruptedException {
    try {
      List<SendAnswer> answers = answersTo(batch);
      for (int i = 0; i < batch.size(); i++) {
        settle(batch.get(i), answers.get(i));
      }
    } catch (RejectedBatchException e) {
      settleInHalves(batch);
    } catch (UnavailableException e) {
      batch.forEach(send -> send.ack().refuse(e));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("sends", batch.size()).setCause(e).log("A batch of sends failed");
      batch.forEach(send -> send.ack().refuse(ProblemType.INTERNAL));
    } finally {
      batch.forEach(send -> fanOut.forgetOrigin(send.send().id(), send.session()));
    }
  }

  /// From now on a batch is tried once.
  void losePatience() {
    patient = false;
  }

  private void settleInHalves(List<WaitingSend> batch) throws InterruptedException {
    if (batch.size() == 1) {
      batch.getFirst().ack().refuse(new ValidationException("payload", "invalid"));
      return;
    }
    int half = batch.size() / 2;
    settle(batch.subList(0, half));
    settle(batch.subList(half, batch.size()));
  }

  /// @throws UnavailableException when message-service stays away for longer than the senders'
  ///   patience
  private List<SendAnswer> answersTo(List<WaitingSend> batch)
      throws InterruptedException, RejectedBatchException {
    byte[] body = SendBatch.encode(batch);
    long start = System.nanoTime();
    long deadline = start + properties.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        List<SendAnswer> answers = client.send(body, batch.size());
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

  private void settle(WaitingSend waiting, SendAnswer answer) {
    byte @Nullable [] message = answer.message();
    if (message == null) {
      byte @Nullable [] error = answer.error();
      waiting.ack().refuseWith(error == null ? UNKNOWN_ERROR : error);
      return;
    }
    waiting.ack().okWith(MESSAGE, message);
    if (answer.fresh()) {
      fanOut.handOff(
          answer.conversationId(), answer.seq(), message, waiting.send().id(), waiting.session());
    }
  }
}
