package dev.parley.realtime.connection;

import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.RateLimitedException;
import dev.parley.realtime.session.Session;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// `sync`: what the device has missed, as `POST /sync` answers it. When a node has died, all of its
/// clients ask at once: they are served some at a time, each client one, and what they ask with has
/// a bound while it waits.
@Component
class SyncHandler implements EventHandler {

  private static final int AT_A_TIME = 32;
  private static final long MAX_WAITING_BYTES = 32 * 1024 * 1024;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ConversationServiceClient service;
  private final RealtimeProperties properties;
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);
  private final Set<Session> asking = ConcurrentHashMap.newKeySet();
  private final AtomicLong waitingBytes = new AtomicLong();

  SyncHandler(ConversationServiceClient service, RealtimeProperties properties) {
    this.service = service;
    this.properties = properties;
  }

  @Override
  public String event() {
    return "sync";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    payload.checkIsObject();
    if (!asking.add(session)) {
      throw new RateLimitedException(RETRY_AFTER);
    }
    boolean taken = false;
    try {
      if (waitingBytes.addAndGet(payload.json().length) > MAX_WAITING_BYTES) {
        throw new UnavailableException("Synchronisation");
      }
      session.inTurn(ack, () -> answer(session, payload, ack));
      taken = true;
    } finally {
      if (!taken) {
        done(session, payload);
      }
    }
  }

  private void answer(Session session, Payload payload, Ack ack) {
    byte[] answer;
    try {
      answer = sync(session, payload);
    } finally {
      done(session, payload);
    }
    ack.okWithAll(answer);
  }

  private void done(Session session, Payload payload) {
    waitingBytes.addAndGet(-payload.json().length);
    asking.remove(session);
  }

  private byte[] sync(Session session, Payload payload) {
    if (session.isEnded() || !awaitTurn()) {
      throw new UnavailableException("Synchronisation");
    }
    try {
      return service.sync(session.userId(), payload.json());
    } finally {
      turns.release();
    }
  }

  private boolean awaitTurn() {
    try {
      return turns.tryAcquire(properties.admissionPatience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
