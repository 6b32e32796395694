package dev.parley.bench.compare;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a team would write instead: one Node.js process and its PostgreSQL.
final class PeerServer implements Server {
  private static final Duration INSTALL = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final ChildProcess node;
  private final PeerDatabase database;
  private final URI address;
  private final String secret;
  private final List<Long> pids;

  private PeerServer(
      ChildProcess node, PeerDatabase database, URI address, String secret, List<Long> pids) {
    this.node = node;
    this.database = database;
    this.address = address;
    this.secret = secret;
    this.pids = pids;
  }

  /// @param source the folder of its package.json
  /// @param work a folder for its data and logs
  static PeerServer start(Path source, Path work, String secret)
      throws StartFailure, InterruptedException {
    install(source, work);
    PeerDatabase database = PeerDatabase.start(work.resolve("peer-postgres"));
    try {
      return start(source, work, secret, database);
    } catch (StartFailure | InterruptedException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static PeerServer start(Path source, Path work, String secret, PeerDatabase database)
      throws StartFailure, InterruptedException {
    int port = Ports.free();
    ChildProcess node =
        ChildProcess.start(
            List.of("node", "server.mjs"),
            source,
            Map.of(
                "NODE_ENV",
                "production",
                "DATABASE_URL",
                database.url(),
                "JWT_SECRET",
                secret,
                "PORT",
                Integer.toString(port)),
            work.resolve("peer.log"));
    URI address = URI.create("http://127.0.0.1:" + port);
    try {
      node.awaitReady(address.resolve("/health"), Duration.ofSeconds(30));
      return new PeerServer(node, database, address, secret, List.of(node.pid(), database.pid()));
    } catch (StartFailure | InterruptedException e) {
      node.stop(PATIENCE);
      throw e;
    }
  }

  /// Installs what the lock file names, once.
  private static void install(Path source, Path work) throws StartFailure, InterruptedException {
    if (Files.exists(source.resolve("node_modules/.package-lock.json"))) {
      return;
    }
    System.err.println("installing the peer's packages (npm ci)");
    ChildProcess.start(List.of("npm", "ci"), source, Map.of(), work.resolve("npm.log"))
        .awaitSuccess(INSTALL);
  }

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public String secret() {
    return secret;
  }

  @Override
  public List<Long> pids() {
    return pids;
  }

  /// Two sends of one user are two statements on two connections: the later may commit first.
  @Override
  public boolean keepsOrder() {
    return false;
  }

  @Override
  public void close() {
    node.stop(PATIENCE);
    database.close();
  }
}
