package dev.parley.realtime.presence;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import java.util.List;
import org.springframework.stereotype.Component;

/// `presence_subscribe`: how these users are, now and from now on.
@Component
class PresenceSubscribeHandler implements EventHandler {

  private final Watchers watchers;

  PresenceSubscribeHandler(Watchers watchers) {
    this.watchers = watchers;
  }

  private record Answer(List<Presence> statuses) {}

  @Override
  public String event() {
    return "presence_subscribe";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    List<String> users = UserIds.of(payload.texts("user_ids"));
    session.inTurn(
        ack,
        () -> {
          if (!session.isEnded()) {
            List<Presence> now = watchers.watch(session, users);
            ack.okWith(new Answer(now));
            watchers.confirm(session, now);
          }
        });
  }
}
