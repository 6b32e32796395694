package dev.parley.realtime.socketio.engine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Counts what goes on. What clients do wrong is counted here and logged at debug, never louder; a
/// warning is a fault of ours.
public final class EngineMetrics implements MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(EngineMetrics.class);

  private final IntSupplier sessions;
  private final LongAdder opened = new LongAdder();
  private final LongAdder upgraded = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder shed = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder connectionsFailed = new LongAdder();
  private final Map<CloseReason, LongAdder> closed = new EnumMap<>(CloseReason.class);

  EngineMetrics(IntSupplier sessions) {
    this.sessions = sessions;
    for (CloseReason reason : CloseReason.values()) {
      closed.put(reason, new LongAdder());
    }
  }

  void opened() {
    opened.increment();
  }

  void upgraded() {
    upgraded.increment();
  }

  void sent() {
    sent.increment();
  }

  void shed() {
    shed.increment();
  }

  void ignored() {
    ignored.increment();
  }

  void closed(CloseReason reason) {
    counter(reason).increment();
  }

  void malformed(String what) {
    malformed.increment();
    log.atDebug().addKeyValue("what", what).log("Malformed packet");
  }

  void connectionFailed(Throwable cause) {
    connectionsFailed.increment();
    boolean byClient = cause instanceof IOException || cause instanceof DecoderException;
    log.atLevel(byClient ? Level.DEBUG : Level.WARN).setCause(cause).log("Connection failed");
  }

  public int sessions() {
    return sessions.getAsInt();
  }

  /// Packets dropped because their client's queue was half full.
  public long packetsShed() {
    return shed.sum();
  }

  public long packetsSent() {
    return sent.sum();
  }

  public long packetsMalformed() {
    return malformed.sum();
  }

  /// From polling to WebSocket.
  public long sessionsUpgraded() {
    return upgraded.sum();
  }

  public long sessionsClosed(CloseReason reason) {
    return counter(reason).sum();
  }

  private LongAdder counter(CloseReason reason) {
    LongAdder counter = closed.get(reason);
    if (counter == null) {
      throw new IllegalStateException("no counter of " + reason);
    }
    return counter;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("parley.socket.sessions", sessions, IntSupplier::getAsInt).register(registry);
    count(registry, "parley.socket.opened", opened);
    count(registry, "parley.socket.upgraded", upgraded);
    count(registry, "parley.socket.packets.sent", sent);
    count(registry, "parley.socket.packets.shed", shed);
    count(registry, "parley.socket.packets.malformed", malformed);
    count(registry, "parley.socket.connections.failed", connectionsFailed);
    closed.forEach((reason, counter) ->
        FunctionCounter.builder("parley.socket.closed", counter, LongAdder::sum)
            .tag("reason", reason.text().replace(' ', '_'))
            .register(registry));
  }

  private static void count(MeterRegistry registry, String name, LongAdder counter) {
    FunctionCounter.builder(name, counter, LongAdder::sum).register(registry);
  }
}
