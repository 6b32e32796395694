package dev.parley.conversation.conversation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// One at a time opens or blocks between two users: whoever opens their conversation sees every
/// block, and whoever blocks sees the conversation.
@Component
public class PairLock {

  private final JdbcClient jdbc;

  PairLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Held until the transaction ends.
  @Transactional(propagation = Propagation.MANDATORY)
  public void take(Pair pair) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:low || chr(1) || :high, 0))")
        .param("low", pair.low().value())
        .param("high", pair.high().value())
        .query(_ -> {});
  }
}
