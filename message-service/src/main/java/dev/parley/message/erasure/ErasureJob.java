package dev.parley.message.erasure;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.Outages;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Erases the users that are to be erased, one after the other.
@Component
class ErasureJob {

  private static final Logger log = LoggerFactory.getLogger(ErasureJob.class);

  private final Erasures erasures;
  private final Eraser eraser;
  private final Clock clock;

  ErasureJob(Erasures erasures, Eraser eraser, Clock clock) {
    this.erasures = erasures;
    this.eraser = eraser;
    this.clock = clock;
  }

  /// @return whether there may be another one
  boolean step() {
    try {
      Optional<UserId> next = erasures.claim(clock.instant(), Eraser.LEASE);
      return next.isPresent() && erase(next.get());
    } catch (DataAccessException e) {
      log.atWarn().addKeyValue("cause", Outages.causeOf(e)).log("Nobody can say now whom to erase");
      return false;
    }
  }

  /// @return whether it came to its end
  private boolean erase(UserId user) {
    boolean erased = false;
    try {
      eraser.erase(user);
      erased = true;
      log.atInfo().addKeyValue("user_id", user).log("A user is erased");
    } catch (DataAccessException | InterruptedErasureException e) {
      log.atWarn()
          .addKeyValue("user_id", user)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("An erasure goes on later");
    } finally {
      if (!erased) {
        erasures.release(user);
      }
    }
    return erased;
  }
}
