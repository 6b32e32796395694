package dev.parley.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutagesTests {

  /// The server is away, a deadlock, too many connections, a shutdown, a lock that was not given in
  /// time, a session that was ended for keeping others waiting.
  @ParameterizedTest
  @ValueSource(strings = {"08006", "40P01", "53300", "57P01", "55P03", "25P03"})
  void whatTheNextAttemptMayFindMended(String state) {
    assertThat(Outages.isOutage(new IllegalStateException(new SQLException("", state)))).isTrue();
  }

  @Test
  void whatAFailureComesDownToIsOneLineThatQuotesNoRow() {
    SQLException full =
        new SQLException("ERROR: it is full\n  Detail: Failing row contains (what was said).");
    assertThat(Outages.causeOf(new IllegalStateException("outer", full)))
        .isEqualTo("java.sql.SQLException: ERROR: it is full");
    assertThat(Outages.causeOf(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "22P05", "42601", "55000", "25006", "0"})
  void whatItWillFindAgain(String state) {
    assertThat(Outages.isOutage(new IllegalStateException(new SQLException("", state)))).isFalse();
  }
}
