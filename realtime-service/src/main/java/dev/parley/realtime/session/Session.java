package dev.parley.realtime.session;

import dev.parley.common.id.UserId;
import dev.parley.common.security.Caller;
import dev.parley.realtime.socketio.SocketConnection;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An authenticated socket in one namespace.
public final class Session {

  private final SocketConnection connection;
  private final LocalUser user;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private volatile Caller caller;

  Session(SocketConnection connection, Caller caller, LocalUser user) {
    this.connection = connection;
    this.caller = caller;
    this.user = user;
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

  /// When the session ends unless its token is renewed before.
  public Instant expiresAt() {
    return caller.expiresAt();
  }

  public void renew(Caller newer) {
    caller = newer;
  }

  public LocalUser user() {
    return user;
  }

  /// Whether the user takes part in the conversation, as far as this node knows.
  public boolean listensTo(String conversationId) {
    return user.listensTo(conversationId);
  }

  /// The conversations that the client has open, whose typing and receipts it gets.
  public Set<String> open() {
    return open;
  }
}
