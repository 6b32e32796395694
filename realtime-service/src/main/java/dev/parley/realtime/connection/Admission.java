package dev.parley.realtime.connection;

import dev.parley.common.json.Json;
import dev.parley.common.json.Text;
import dev.parley.common.security.Caller;
import dev.parley.common.security.InvalidTokenException;
import dev.parley.common.security.TokenVerifier;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.ConnectRequest;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import dev.parley.realtime.socketio.SocketConnection;
import dev.parley.realtime.typing.TypingUsers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Lets sockets in and out. A socket is in when its token has been verified and the conversations
/// of its user are listened to: from `connected` on, nothing is missed.
@Component
class Admission {

  private static final Logger log = LoggerFactory.getLogger(Admission.class);
  private static final String SCHEME = "Bearer ";
  private static final int MAX_TOKEN = 16 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private record Connected(String userId, String sessionId, Instant serverTime) {}

  private record Revoked(String reason) {}

  private final TokenVerifier tokens;
  private final SessionRegistry sessions;
  private final LocalConversations conversations;
  private final ConversationServiceClient service;
  private final TypingUsers typing;
  private final Clock clock;

  Admission(
      TokenVerifier tokens,
      SessionRegistry sessions,
      LocalConversations conversations,
      ConversationServiceClient service,
      TypingUsers typing,
      Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.conversations = conversations;
    this.service = service;
    this.typing = typing;
    this.clock = clock;
  }

  void begin(SocketConnection connection, ConnectRequest request) {
    // Verifying may fetch keys, and the memberships are another service's.
    Thread.startVirtualThread(() -> admit(connection, request));
  }

  private void admit(SocketConnection connection, ConnectRequest request) {
    Caller caller;
    try {
      caller = tokens.verify(tokenOf(request));
    } catch (InvalidTokenException e) {
      connection.refuse("unauthorized");
      return;
    }
    Session session = sessions.enter(connection, caller);
    connection.attach(session);
    if (!listen(session.user())) {
      end(session);
      // The client comes back by itself; a refusal it would take for final.
      connection.close();
      return;
    }
    if (!connection.accept()) {
      end(session);
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    emit(session, "connected", new Connected(caller.id().value(), connection.id(), now));
  }

  /// Waits until the user's conversations are listened to.
  private boolean listen(LocalUser user) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        user.loaded(() -> load(user)).join();
        return true;
      } catch (CompletionException e) {
        pause();
      }
    }
    log.atWarn().log("A socket could not be let in: its conversations are not to be had");
    return false;
  }

  private CompletableFuture<Void> load(LocalUser user) {
    return service
        .memberships(user.id())
        .thenAccept(memberships ->
            memberships.forEach(membership -> {
              String id = membership.id().toString();
              if (user.learn(id, membership.version(), true)) {
                conversations.listen(id, user);
              }
            }));
  }

  void end(Session session) {
    typing.stopAll(session);
    session.open().forEach(id -> conversations.close(id, session));
    if (sessions.leave(session)) {
      LocalUser user = session.user();
      user.conversations().forEach(id -> conversations.ignore(id, user));
    }
  }

  /// Ends sessions whose tokens have ended.
  @Scheduled(fixedDelay = 1_000)
  void expire() {
    Instant now = clock.instant();
    for (LocalUser user : sessions.users()) {
      for (Session session : user.sessions()) {
        if (!now.isBefore(session.expiresAt())) {
          emit(session, "session_revoked", new Revoked("token_expired"));
          session.connection().close();
        }
      }
    }
  }

  private static void emit(Session session, String event, Object payload) {
    byte[] json = Json.mapper().writeValueAsBytes(payload);
    session.connection().emit(EncodedEvent.of(event, json), Priority.NORMAL);
  }

  private static String tokenOf(ConnectRequest request) {
    @Nullable String token = tokenOf(request.auth());
    String header = request.authorization();
    if (token == null
        && header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      token = header.substring(SCHEME.length()).strip();
    }
    if (token == null || token.length() > MAX_TOKEN || !Text.isStorable(token)) {
      throw new InvalidTokenException("A token is needed");
    }
    return token;
  }

  private static @Nullable String tokenOf(byte @Nullable [] auth) {
    if (auth == null) {
      return null;
    }
    try {
      JsonNode token = Json.mapper().readTree(auth).path("token");
      return token.isString() ? token.stringValue() : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
