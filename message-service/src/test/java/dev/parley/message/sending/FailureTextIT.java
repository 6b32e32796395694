package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

/// What the database says of what it refuses goes into the log.
class FailureTextIT extends MessageServiceTest {

  private static final String INSERT = "INSERT INTO message (content) VALUES (?)";

  @Test
  void quotesNoMessage() {
    assertThat(textOf(() -> jdbc.update(INSERT, "SECRET")))
        .contains("violates not-null constraint")
        .doesNotContain("SECRET");
    assertThat(textOf(() -> jdbc.batchUpdate(INSERT, List.<Object[]>of(new Object[] {"SECRET"}))))
        .contains("violates not-null constraint")
        .doesNotContain("SECRET");
  }

  private static String textOf(Runnable refused) {
    return Throwables.getStackTrace(catchThrowable(refused::run));
  }
}
