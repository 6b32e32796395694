package dev.parley.realtime.connection;

import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.common.security.InvalidTokenException;
import dev.parley.common.security.Revocations;
import dev.parley.common.security.TokenVerifier;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import org.springframework.stereotype.Component;

/// `refresh_token`: the same user's newer token, without which the session ends with its first one.
@Component
class RefreshTokenHandler implements EventHandler {

  private final TokenVerifier tokens;
  private final Revocations revocations;

  RefreshTokenHandler(TokenVerifier tokens, Revocations revocations) {
    this.tokens = tokens;
    this.revocations = revocations;
  }

  @Override
  public String event() {
    return "refresh_token";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    String token = payload.text("token");
    if (token == null) {
      throw new ValidationException("token", "required");
    }
    // Keys may have to be fetched.
    session.inTurn(ack, () -> refresh(session, token, ack));
  }

  private void refresh(Session session, String token, Ack ack) {
    Caller newer = tokens.verify(token);
    if (!newer.id().equals(session.userId())) {
      throw new InvalidTokenException("The token is another user's");
    }
    session.renew(newer);
    ack.ok();
    if (revocations.covers(newer)) {
      Notices.end(session, "revoked"); // it was while it was verified
    }
  }
}
