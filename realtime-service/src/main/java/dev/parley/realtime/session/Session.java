package dev.parley.realtime.session;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.security.Caller;
import dev.parley.realtime.socketio.SocketConnection;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An authenticated socket in one namespace.
public final class Session {

  private static final byte[] NOTHING = {};

  private final SocketConnection connection;
  private final LocalUser user;
  private final Set<String> open = ConcurrentHashMap.newKeySet(2);
  private final Set<String> opening = ConcurrentHashMap.newKeySet(2);
  private final Turns turns = new Turns();
  private volatile Caller caller;
  private volatile byte[] nameJson;
  private volatile Instant activeAt = Instant.MIN;
  private volatile boolean ended;

  Session(SocketConnection connection, Caller caller, LocalUser user) {
    this.connection = connection;
    this.caller = caller;
    this.nameJson = json(caller.name());
    this.user = user;
  }

  private static byte[] json(@Nullable String text) {
    return text == null ? NOTHING : Json.mapper().writeValueAsBytes(text);
  }

  public SocketConnection connection() {
    return connection;
  }

  public UserId userId() {
    return user.id();
  }

  public @Nullable String userName() {
    return caller.name();
  }

  /// The user's id as JSON.
  public byte[] userIdJson() {
    return user.idJson();
  }

  /// The user's name as JSON; empty where the token has none.
  public byte[] userNameJson() {
    return nameJson;
  }

  /// Whom the last good token names.
  public Caller caller() {
    return caller;
  }

  /// When the client last did something.
  public Instant activeAt() {
    return activeAt;
  }

  public void touch(Instant now) {
    activeAt = now;
  }

  /// When the session ends unless its token is renewed before.
  public Instant expiresAt() {
    return caller.expiresAt();
  }

  public void renew(Caller newer) {
    caller = newer;
    nameJson = json(newer.name());
  }

  /// Does what answers the ack and may block: when the client's earlier requests of the kind are
  /// done, on another thread.
  ///
  /// @throws RateLimitedException `rate_limited` when too much waits
  public void inTurn(Ack ack, Runnable work) {
    turns.take(() -> ack.guard(work));
  }

  public LocalUser user() {
    return user;
  }

  /// Whether the user takes part in the conversation, as far as this node knows: it listens to it,
  /// or has just been shown it, which an event of its making may follow.
  public boolean takesPartIn(String conversationId) {
    return user.takesPartIn(conversationId) || open.contains(conversationId);
  }

  /// The conversations that the client has open, whose typing and receipts it gets.
  public Set<String> open() {
    return open;
  }

  /// The conversations that the client has asked to open, and has not been answered about or has
  /// left again.
  public Set<String> opening() {
    return opening;
  }

  /// Whether the socket has gone: nothing may be remembered for it any more.
  public boolean isEnded() {
    return ended;
  }

  /// To be followed by forgetting all that is remembered for it.
  public void end() {
    ended = true;
  }
}
