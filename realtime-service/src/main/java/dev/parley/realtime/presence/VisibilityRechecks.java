package dev.parley.realtime.presence;

import dev.parley.common.problem.DomainException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks again who may see whom, when someone has come into a conversation or left one, has blocked
/// someone or ceased to. A few are asked for at a time, each once however often they change
/// meanwhile; and where there is no answer, again until there is one.
@Component
public class VisibilityRechecks {

  private static final Logger log = LoggerFactory.getLogger(VisibilityRechecks.class);
  private static final int AT_A_TIME = 4;
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Watchers watchers;
  private final LinkedHashSet<String> due = new LinkedHashSet<>();
  private int workers;

  VisibilityRechecks(Watchers watchers) {
    this.watchers = watchers;
  }

  /// Whom these users may see, and who may see them, may be others now.
  public void recheck(Collection<String> users) {
    List<String> concerned = users.stream().filter(watchers::concerns).toList();
    synchronized (due) {
      due.addAll(concerned);
      while (workers < Math.min(AT_A_TIME, due.size())) {
        workers++;
        Thread.startVirtualThread(this::work);
      }
    }
  }

  private void work() {
    for (String user = next(); user != null; user = next()) {
      try {
        watchers.recheck(user);
      } catch (DomainException e) {
        log.atDebug().setCause(e).log("Who may not be known to be visible is hidden for now");
        pause();
        synchronized (due) {
          due.add(user);
        }
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("Who may see whom could not be asked");
      }
    }
  }

  private @Nullable String next() {
    synchronized (due) {
      if (due.isEmpty()) {
        workers--;
        return null;
      }
      return due.removeFirst();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
