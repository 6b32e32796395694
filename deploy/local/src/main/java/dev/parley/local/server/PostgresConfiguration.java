package dev.parley.local.server;

/// The settings in which the suite's PostgreSQL differs from one that was just made.
final class PostgresConfiguration {

  private PostgresConfiguration() {}

  /// A `postgresql.conf`. An acknowledged commit is on the disk; the rest is for a machine that has
  /// other things to do.
  static String text(int port) {
    return """
    # Written at each start by the launcher.
    port = %d
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    max_connections = 120

    fsync = on
    synchronous_commit = on
    full_page_writes = on
    max_wal_size = 2GB
    checkpoint_timeout = 15min

    shared_buffers = 256MB
    effective_cache_size = 1GB
    work_mem = 8MB
    maintenance_work_mem = 64MB
    random_page_cost = 1.1
    jit = off
    max_parallel_workers_per_gather = 0

    timezone = 'UTC'
    log_timezone = 'UTC'
    lc_messages = 'C'
    log_checkpoints = off
    log_min_duration_statement = 5s
    """
        .formatted(port);
  }
}
