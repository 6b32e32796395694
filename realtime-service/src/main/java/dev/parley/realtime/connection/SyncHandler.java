package dev.parley.realtime.connection;

import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// `sync`: what the device has missed, as `POST /sync` answers it. When a node has died, all of its
/// clients ask at once: they are served some at a time.
@Component
class SyncHandler implements EventHandler {

  private static final int AT_A_TIME = 32;

  private final ConversationServiceClient service;
  private final RealtimeProperties properties;
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

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
    ack.guardLater(() -> ack.okWithAll(sync(session, payload)));
  }

  private byte[] sync(Session session, Payload payload) {
    if (!awaitTurn()) {
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
