package dev.parley.realtime.connection;

import dev.parley.common.json.Json;
import dev.parley.common.json.Text;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.security.Caller;
import dev.parley.common.security.InvalidTokenException;
import dev.parley.common.security.Revocations;
import dev.parley.common.security.TokenVerifier;
import dev.parley.realtime.session.RateLimitedException;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.ConnectRequest;
import dev.parley.realtime.socketio.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Lets sockets in. A socket is in when its token has been verified and the conversations of its
/// user are listened to: from `connected` on, nothing is missed.
@Component
class Admission {

  private static final Logger log = LoggerFactory.getLogger(Admission.class);
  private static final String SCHEME = "Bearer ";
  private static final int MAX_TOKEN = 16 * 1024;

  private final TokenVerifier tokens;
  private final Revocations revocations;
  private final EventRates rates;
  private final Arrivals arrivals;

  Admission(TokenVerifier tokens, Revocations revocations, EventRates rates, Arrivals arrivals) {
    this.tokens = tokens;
    this.revocations = revocations;
    this.rates = rates;
    this.arrivals = arrivals;
  }

  void begin(SocketConnection connection, ConnectRequest request) {
    // Verifying may fetch keys, and the memberships are another service's.
    Thread.startVirtualThread(() -> admit(connection, request));
  }

  private void admit(SocketConnection connection, ConnectRequest request) {
    try {
      Caller caller = tokens.verify(tokenOf(request));
      rates.takeConnect(caller.id());
      arrivals.enter(connection, caller, this::check);
    } catch (InvalidTokenException e) {
      connection.refuse("unauthorized");
    } catch (UnavailableException | RateLimitedException e) {
      // The issuer's keys are not to be had, or it was too much at once. The client comes back by
      // itself; a refusal it would take for final.
      connection.close();
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("A socket could not be let in");
      connection.close();
    }
  }

  /// Again, once the session can be found by who revokes its token: nothing falls between.
  private void check(Session session) {
    if (revocations.covers(session.caller())) {
      throw new InvalidTokenException("The token has been revoked");
    }
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
}
