package dev.parley.local.server;

import com.sun.security.auth.module.UnixSystem;
import dev.parley.local.host.Commands;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The suite's PostgreSQL: one durable server, a database for each service that keeps something.
///
/// Its postmaster is in a session of its own: a signal from the terminal does not reach it.
public final class Postgres {

  /// Databases, each owned by {@link #USER}.
  public static final List<String> DATABASES = List.of("conversation", "message", "media");

  /// Whom the services log in as: no superuser.
  public static final String USER = "parley";

  private static final File NOTHING = new File("/dev/null");

  private final PostgresBinaries binaries;
  private final Path data;
  private final Path log;
  private final Path temporary;
  private final int port;
  private final String superuserPassword;
  private final String password;

  /// Passwords are taken over when the data is made.
  ///
  /// @param password of {@link #USER}
  public Postgres(
      PostgresBinaries binaries,
      DataDirectory directory,
      int port,
      String superuserPassword,
      String password) {
    this.binaries = binaries;
    this.data = directory.resolve("postgres");
    this.log = directory.log("postgres");
    this.temporary = directory.resolve("tmp");
    this.port = port;
    this.superuserPassword = superuserPassword;
    this.password = password;
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  public int port() {
    return port;
  }

  public Path log() {
    return log;
  }

  /// Starts the server and returns when it takes connections. Data is made at the first start.
  ///
  /// @throws LaunchFailure `POSTGRES_FAILED`
  public void start() {
    try {
      requireUsableAsRoot();
      if (!Files.isDirectory(data)) {
        DataDirectory.makeWhole(data, this::make);
      }
      stopLeftOver();
      Files.writeString(data.resolve("parley.conf"), PostgresConfiguration.text(port));
      pgCtl("start", "--wait", "--timeout=60", "--log=" + log);
    } catch (IOException e) {
      throw failed("PostgreSQL cannot be started: " + e.getMessage()).causedBy(e);
    }
  }

  /// Ends all sessions and stops, after a checkpoint; nothing to recover at the next start.
  public void stop() {
    try {
      if (pid().isPresent()) {
        pgCtl("stop", "--wait", "--mode=fast", "--timeout=30");
      }
    } catch (IOException e) {
      throw failed("PostgreSQL cannot be stopped: " + e.getMessage()).causedBy(e);
    }
  }

  /// The postmaster's, while it lives.
  public Optional<Long> pid() {
    return writtenPid()
        .filter(pid -> ProcessHandle.of(pid).filter(Postgres::isPostgres).isPresent());
  }

  /// A killed launcher's server is stopped, to be started with this one's settings. A
  /// `postmaster.pid` whose number belongs to a stranger by now would keep the server from
  /// starting: it goes.
  private void stopLeftOver() throws IOException {
    Optional<Long> written = writtenPid();
    if (written.isEmpty()) {
      return;
    }
    if (pid().isPresent()) {
      stop();
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  private Optional<Long> writtenPid() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(lines.getFirst()));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }

  private void make(Path draft) throws IOException {
    Path passwordFile = Files.createTempFile(temporary, "password", "");
    Files.writeString(passwordFile, superuserPassword);
    run(
        List.of(
            binaries.bin("initdb").toString(),
            "--pgdata=" + draft,
            "--username=postgres",
            "--auth=scram-sha-256",
            "--pwfile=" + passwordFile,
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-locale"),
        NOTHING);
    Files.delete(passwordFile);
    Files.writeString(
        draft.resolve("postgresql.conf"),
        "\ninclude_if_exists = 'parley.conf'\n",
        StandardOpenOption.APPEND);
    makeDatabases(draft);
  }

  /// In single-user mode, before the server is there for anyone.
  private void makeDatabases(Path draft) throws IOException {
    StringBuilder sql = new StringBuilder();
    sql.append("CREATE ROLE %s LOGIN PASSWORD '%s'\n".formatted(USER, password.replace("'", "''")));
    DATABASES.forEach(name -> sql.append("CREATE DATABASE %s OWNER %s\n".formatted(name, USER)));
    Path script = Files.createTempFile(temporary, "databases", ".sql");
    Files.writeString(script, sql);
    run(
        List.of(
            binaries.bin("postgres").toString(),
            "--single",
            "-D",
            draft.toString(),
            "-c",
            "exit_on_error=true",
            "postgres"),
        script.toFile());
    Files.delete(script);
  }

  private void pgCtl(String action, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(binaries.bin("pg_ctl").toString());
    command.add(action);
    command.add("--pgdata=" + data);
    command.addAll(List.of(options));
    run(command, NOTHING);
  }

  private void run(List<String> command, File input) throws IOException {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(List.of("unshare", "-U"));
    }
    whole.addAll(command);
    int exit = Commands.run(whole, input, log);
    if (exit != 0) {
      String program = Path.of(command.getFirst()).getFileName().toString();
      throw failed("PostgreSQL: %s ended with %d".formatted(program, exit));
    }
  }

  /// PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and root's
  /// files are nobody's.
  private void requireUsableAsRoot() throws IOException {
    if (isRoot() && Commands.run(List.of("unshare", "-U", "true"), NOTHING, log) != 0) {
      throw failed("PostgreSQL does not run as root, and there is no `unshare -U`: run as a user");
    }
  }

  private static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  private LaunchFailure failed(String message) {
    return LaunchFailure.of(ExitCode.POSTGRES_FAILED, message).seeLog(log);
  }
}
