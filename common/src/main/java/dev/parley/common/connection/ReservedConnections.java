package dev.parley.common.connection;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A pool, and a few connections beside it for those who are entitled to them. Any number of
/// requests may wait for a connection at a time; what stores messages, and what publishes them,
/// must not wait among those that read.
public final class ReservedConnections extends DelegatingDataSource implements AutoCloseable {

  private static final ScopedValue<Boolean> ENTITLED = ScopedValue.newInstance();

  private final HikariDataSource reserved = new HikariDataSource();

  /// @param pool for everyone else
  /// @param size how many are reserved
  ReservedConnections(HikariDataSource pool, int size) {
    super(pool);
    // Connects with the first use, as the pool does.
    pool.copyStateTo(reserved);
    reserved.setPoolName("reserved");
    reserved.setMaximumPoolSize(size);
    reserved.setMinimumIdle(size);
  }

  /// The same work, entitled to the reserved connections of its service.
  public static Runnable entitled(Runnable work) {
    return () -> ScopedValue.where(ENTITLED, true).run(work);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return ENTITLED.isBound() ? reserved.getConnection() : super.getConnection();
  }

  @Override
  public void close() {
    reserved.close();
  }
}
