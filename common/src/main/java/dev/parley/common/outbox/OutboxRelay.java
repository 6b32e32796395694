package dev.parley.common.outbox;

import dev.parley.common.connection.ReservedConnections;
import dev.parley.common.event.Event;
import dev.parley.common.kafka.CloudEventRecords;
import dev.parley.common.problem.Outages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.context.SmartLifecycle;

/// Sends what lies in the outbox to Kafka: at least once, and in order for each key, though any
/// process dies at any point.
///
/// One process leads, by an advisory lock that its database session holds: when the process or the
/// session dies the lock is free. The leader sends rows by position, waits for the broker to have
/// all of them, and deletes them; what was sent and not deleted is sent again, with the same event
/// ids. A send never gives up before the process does: skipping a record would reorder its key. One
/// that Kafka refuses whenever it is sent would hold up all others for good, of every key, and is
/// kept aside instead ([RefusedEvents]).
public final class OutboxRelay implements SmartLifecycle {

  /// Sizes are told by the rows' headers: what is not taken is not read either.
  private static final String NEXT =
      """
      SELECT position, events
        FROM (SELECT position, events, octet_length(events) AS bytes,
                     sum(octet_length(events)) OVER (ORDER BY position) AS total
                FROM (SELECT position, events FROM outbox
                       WHERE position > ? ORDER BY position LIMIT ?) next) sized
       WHERE total - bytes < ?
       ORDER BY position
      """;

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final long LOCK = 0x7061726C6579L;
  private static final int MANY = 4;
  private static final Duration FAILURE_PAUSE = Duration.ofMillis(500);
  private static final Duration LAST_EVENTS = Duration.ofSeconds(5);

  private record Sending(Event event, Future<?> result) {}

  private final DataSource dataSource;
  private final Supplier<Producer<String, byte[]>> producers;
  private final OutboxProperties properties;
  private final OutboxSignal signal;
  private final OutboxMetrics metrics;
  private volatile @Nullable Thread thread;
  private volatile boolean running;

  OutboxRelay(
      DataSource dataSource,
      Supplier<Producer<String, byte[]>> producers,
      OutboxProperties properties,
      OutboxSignal signal,
      OutboxMetrics metrics) {
    this.dataSource = dataSource;
    this.producers = producers;
    this.properties = properties;
    this.signal = signal;
    this.metrics = metrics;
  }

  @Override
  public void start() {
    if (!properties.enabled()) {
      return;
    }
    running = true;
    thread =
        Thread.ofPlatform()
            .name("outbox-relay")
            .daemon()
            .start(ReservedConnections.entitled(this::run));
  }

  /// Sends what was committed last before it goes, unless Kafka does not take it.
  @Override
  public void stop() {
    running = false;
    signal.raise();
    Thread current = thread;
    if (current != null) {
      try {
        if (!current.join(LAST_EVENTS)) {
          current.interrupt();
          current.join(LAST_EVENTS);
        }
      } catch (InterruptedException e) {
        current.interrupt();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Stops after whatever may still append.
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 100;
  }

  private void run() {
    while (running) {
      try (Connection session = dataSource.getConnection()) {
        session.setAutoCommit(true);
        if (lead(session)) {
          try {
            doNotAwaitTheDisk(session);
            relayAsLeader(session);
          } finally {
            giveUp(session);
          }
        } else {
          Thread.sleep(properties.leaderRetry());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | ExecutionException | RuntimeException e) {
        // Whatever it is, the rows are still there, and nobody else would send them.
        LoggingEventBuilder event = log.atWarn();
        (Outages.isOutage(e) ? event.addKeyValue("cause", Outages.causeOf(e)) : event.setCause(e))
            .log("The outbox relay starts over");
        pause();
      }
    }
  }

  private void relayAsLeader(Connection session)
      throws SQLException, InterruptedException, ExecutionException {
    log.info("This process relays the outbox");
    Producer<String, byte[]> producer = producers.get();
    try {
      ScanFloor floor = new ScanFloor(System::nanoTime, ScanFloor.SETTLED);
      Duration wait = Duration.ZERO;
      while (running) {
        boolean own = signal.await(wait);
        int events = relayOnce(session, producer, floor);
        if (events >= MANY) {
          // Each round costs the broker and every reader about the same, however much it carries.
          Thread.sleep(properties.gather());
          wait = Duration.ZERO;
        } else if (events > 0) {
          wait = own ? properties.activePoll() : Duration.ZERO;
        } else {
          wait = longer(wait);
        }
      }
      floor.restart();
      while (relayOnce(session, producer, floor) > 0) {
        log.debug("The last events before the stop are sent");
      }
    } finally {
      // What is still unacknowledged lies in the table; waiting for a dead broker would gain
      // nothing.
      producer.close(Duration.ZERO);
    }
  }

  private Duration longer(Duration wait) {
    Duration doubled = wait.isZero() ? properties.activePoll() : wait.multipliedBy(2);
    return doubled.compareTo(properties.idlePoll()) > 0 ? properties.idlePoll() : doubled;
  }

  /// @return the events that were sent
  private int relayOnce(Connection session, Producer<String, byte[]> producer, ScanFloor floor)
      throws SQLException, InterruptedException, ExecutionException {
    List<Long> positions = new ArrayList<>();
    List<Sending> sends = new ArrayList<>();
    try (PreparedStatement select = session.prepareStatement(NEXT)) {
      select.setLong(1, floor.next());
      select.setInt(2, properties.batchRows());
      select.setLong(3, properties.batchBytes().toBytes());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          positions.add(rows.getLong(1));
          for (Event event : Frames.read(rows.getBytes(2))) {
            sends.add(new Sending(event, producer.send(CloudEventRecords.of(event))));
          }
        }
      }
    }
    if (positions.isEmpty()) {
      return 0;
    }
    RefusedEvents refused = new RefusedEvents();
    for (Sending sending : sends) {
      await(sending, refused);
    }
    settle(session, positions, refused);
    floor.passed(positions);
    metrics.relayed(sends.size() - refused.size());
    metrics.refused(refused.size());
    return sends.size();
  }

  private static void await(Sending sending, RefusedEvents refused)
      throws InterruptedException, ExecutionException {
    try {
      sending.result.get();
    } catch (ExecutionException e) {
      if (!RefusedEvents.isForGood(e.getCause())) {
        throw e;
      }
      refused.add(sending.event, e);
    }
  }

  /// What is kept aside is on the disk when it has left the outbox.
  private static void settle(Connection session, List<Long> positions, RefusedEvents refused)
      throws SQLException {
    if (refused.size() == 0) {
      delete(session, positions);
      return;
    }
    session.setAutoCommit(false);
    try (var durable = session.createStatement()) {
      durable.execute("SET LOCAL synchronous_commit = on");
      refused.keep(session);
      delete(session, positions);
      session.commit();
    } catch (SQLException | RuntimeException e) {
      session.rollback(); // switching to autocommit would commit the half
      throw e;
    }
    session.setAutoCommit(true);
  }

  private static void delete(Connection session, List<Long> positions) throws SQLException {
    try (PreparedStatement delete =
        session.prepareStatement("DELETE FROM outbox WHERE position = ANY (?)")) {
      delete.setArray(1, session.createArrayOf("bigint", positions.toArray()));
      delete.executeUpdate();
    }
  }

  private static boolean lead(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(%d)".formatted(LOCK))) {
      return row.next() && row.getBoolean(1);
    }
  }

  /// What the leader's session writes are deletions, but for what it keeps aside, and one that a
  /// crash undoes only sends its rows once more.
  private static void doNotAwaitTheDisk(Connection session) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("SET synchronous_commit = off");
    }
  }

  /// The session goes back to the pool as it was.
  ///
  /// @throws SQLException when not even that can be done
  private static void giveUp(Connection session) throws SQLException {
    try {
      if (!session.getAutoCommit()) {
        session.rollback();
        session.setAutoCommit(true);
      }
      try (var statement = session.createStatement()) {
        statement.execute("RESET synchronous_commit");
        statement.execute("SELECT pg_advisory_unlock(%d)".formatted(LOCK));
      }
    } catch (SQLException e) {
      // Mostly the session is gone, and the lock with it. Whoever had it next would not know that
      // what they commit is not on the disk.
      log.atDebug().setCause(e).log("The relay's session ended before its lock was given up");
      session.abort(Runnable::run);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(FAILURE_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
