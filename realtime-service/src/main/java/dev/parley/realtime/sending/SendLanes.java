package dev.parley.realtime.sending;

import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.delivery.MessageFanOut;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.Session;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The sends of this node's sockets, and what they do to messages, on their way to message-service.
/// Each lane has one batch under way. A conversation stays in its lane, so what a socket asks for
/// it keeps its order.
@Component
public class SendLanes implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SendLanes.class);

  private final List<SendLane> lanes;
  private final SendDispatch dispatch;
  private final MessageFanOut fanOut;
  private final SendingProperties properties;
  private volatile boolean running;

  SendLanes(
      SendDispatch dispatch,
      MessageFanOut fanOut,
      SendingProperties properties,
      MeterRegistry registry) {
    this.dispatch = dispatch;
    this.fanOut = fanOut;
    this.properties = properties;
    this.lanes =
        IntStream.range(0, properties.lanes())
            .mapToObj(number -> new SendLane("send-" + number, dispatch, properties))
            .toList();
    registry.gauge("parley.realtime.sends.waiting", this, SendLanes::waiting);
  }

  /// Answers the ack when the message is stored or refused.
  void submit(Session session, SendPayloadHead send, Ack ack) {
    if (ack.isWanted() && !send.id().isEmpty()) {
      fanOut.expectOrigin(send.conversationId(), send.id(), session);
    }
    if (!offer(send.destination(), new WaitingSend(session, send, ack))) {
      fanOut.forgetOrigin(send.conversationId(), send.id(), session);
    }
  }

  /// Answers the ack when the change is stored or refused.
  void submit(WaitingEdit edit) {
    offer(edit.conversationId(), edit);
  }

  private boolean offer(String destination, Waiting request) {
    boolean taken = lanes.get(Math.floorMod(destination.hashCode(), lanes.size())).offer(request);
    if (!taken) {
      request.ack().refuse(new UnavailableException("The message store"));
    }
    return taken;
  }

  private double waiting() {
    return lanes.stream().mapToLong(SendLane::waiting).sum();
  }

  @Override
  public void start() {
    lanes.forEach(SendLane::start);
    running = true;
  }

  /// Refuses new sends, and waits until those that were taken are answered. Does it once, though
  /// the sockets' end asks for it before the context does.
  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    lanes.forEach(SendLane::close);
    dispatch.losePatience();
    long deadline = System.nanoTime() + properties.shutdownPatience().toNanos();
    try {
      for (SendLane lane : lanes) {
        if (!lane.awaitEnd(deadline - System.nanoTime())) {
          log.atWarn().addKeyValue("sends", lane.waiting()).log("Sends are left without an answer");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// It does not start again: what it stops is gone.
  @Override
  public boolean isPauseable() {
    return false;
  }
}
