package dev.parley.realtime.presence;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import java.util.List;
import org.springframework.stereotype.Component;

/// `presence_unsubscribe`.
@Component
class PresenceUnsubscribeHandler implements EventHandler {

  private final Watchers watchers;

  PresenceUnsubscribeHandler(Watchers watchers) {
    this.watchers = watchers;
  }

  @Override
  public String event() {
    return "presence_unsubscribe";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    List<String> users = UserIds.of(payload.texts("user_ids"));
    session.inTurn(
        ack,
        () -> {
          watchers.unwatch(session, users);
          ack.ok();
        });
  }
}
