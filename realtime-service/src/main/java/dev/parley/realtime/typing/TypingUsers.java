package dev.parley.realtime.typing;

import dev.parley.common.id.UserId;
import dev.parley.realtime.delivery.OpenConversations;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Who is typing where. It ends by itself after six seconds, and when the typist sends or
/// disconnects.
@Component
public class TypingUsers {

  private static final Duration EXPIRES_AFTER = Duration.ofSeconds(6);

  private record Typist(String conversationId, UserId userId) {}

  private record Typing(Session session, Instant until) {}

  private record Notice(String conversationId, UserId userId, @Nullable String userName) {}

  private final ConcurrentHashMap<Typist, Typing> typing = new ConcurrentHashMap<>();
  private final OpenConversations open;
  private final Clock clock;

  TypingUsers(OpenConversations open, Clock clock) {
    this.open = open;
    this.clock = clock;
  }

  /// Does nothing where nobody is to be told.
  void start(Session session, String conversationId) {
    if (open.isQuiet(conversationId)) {
      return;
    }
    Typing now = new Typing(session, clock.instant().plus(EXPIRES_AFTER));
    if (typing.put(new Typist(conversationId, session.userId()), now) == null) {
      tell(ServerEvent.USER_TYPING, session, conversationId);
    }
  }

  /// Does nothing where the user was not typing.
  public void stop(Session session, String conversationId) {
    if (!typing.isEmpty() && typing.remove(new Typist(conversationId, session.userId())) != null) {
      tell(ServerEvent.USER_STOPPED_TYPING, session, conversationId);
    }
  }

  /// The session types nowhere any more.
  public void stopAll(Session session) {
    typing.forEach((typist, now) -> {
      if (now.session() == session) {
        stop(session, typist.conversationId());
      }
    });
  }

  @Scheduled(fixedDelay = 250)
  void expire() {
    Instant now = clock.instant();
    typing.forEach((typist, started) -> {
      if (!now.isBefore(started.until()) && typing.remove(typist, started)) {
        tell(ServerEvent.USER_STOPPED_TYPING, started.session(), typist.conversationId());
      }
    });
  }

  private void tell(ServerEvent event, Session session, String conversationId) {
    var notice = new Notice(conversationId, session.userId(), session.userName());
    open.tellOthers(conversationId, session.userId(), event, notice);
  }
}
