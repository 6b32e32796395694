package dev.parley.realtime.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The official JavaScript client, wherever Node.js is; where `CI` is set, it must be.
class JavaScriptClientTests {

  private static final Path SOURCES = Path.of("src/test/js");
  private static final Path HOME = Path.of("target/js");
  private static final int NOT_IN_TIME = -1;

  @BeforeAll
  static void install() throws IOException {
    boolean demanded = System.getenv("CI") != null;
    assumeTrue(demanded || isThere("node") && isThere("npm"), "no Node.js here");
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", "client.mjs")) {
      Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.isDirectory(HOME.resolve("node_modules/socket.io-client"))) {
      Result installed = run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
      assumeTrue(demanded || installed.status() == 0, "npm cannot install: " + installed);
    }
  }

  @Test
  void isServed() {
    SocketServer server =
        new SocketServer(SocketServerProperties.of("127.0.0.1", 0, "a"), new Handlers.Echo());
    server.start();
    try (server) {
      Result result = run("node", "client.mjs", "http://127.0.0.1:" + server.port());
      assertThat(result.status()).as(result.output()).isZero();
    }
  }

  private record Result(int status, String output) {}

  private static boolean isThere(String program) {
    try {
      return run(program, "--version").status() == 0;
    } catch (UncheckedIOException absent) {
      return false;
    }
  }

  private static Result run(String... command) {
    try {
      Files.createDirectories(HOME);
      // Into a file: reading its output to the end would wait for it without a limit.
      Path output = Files.createTempFile(HOME, "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new Result(ended ? process.exitValue() : NOT_IN_TIME, Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
