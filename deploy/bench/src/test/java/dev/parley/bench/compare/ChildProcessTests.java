package dev.parley.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildProcessTests {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/health");
  @TempDir private Path folder;

  @Test
  void waitsUntilTheProbeSaysOk() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = server(asked, 3);
    ChildProcess child = shell("sleep 20");
    try {
      URI probe = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health");
      child.awaitReady(probe, Duration.ofSeconds(10));
      assertThat(asked).hasValue(3);
    } finally {
      child.stop(Duration.ofSeconds(5));
      server.stop(0);
    }
  }

  @Test
  void tellsThatItEndedBeforeItWasReady() throws Exception {
    ChildProcess child = shell("exit 7");

    assertThatThrownBy(() -> child.awaitReady(NOBODY, Duration.ofSeconds(10)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("code 7")
        .hasMessageContaining("child.log");
  }

  @Test
  void givesUpWaiting() throws Exception {
    ChildProcess child = shell("sleep 20");
    try {
      assertThatThrownBy(() -> child.awaitReady(NOBODY, Duration.ofMillis(500)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("did not answer");
      assertThatThrownBy(() -> child.awaitSuccess(Duration.ofMillis(100)))
          .isInstanceOf(StartFailure.class);
    } finally {
      child.stop(Duration.ofSeconds(5));
    }
  }

  @Test
  void leavesNothingBehindThatDoesNotWantToEnd() throws Exception {
    ChildProcess child = shell("trap '' TERM; sleep 20 & while :; do sleep 1; done");
    ProcessHandle shell = ProcessHandle.of(child.pid()).orElseThrow();
    while (shell.descendants().findAny().isEmpty()) {
      Thread.onSpinWait();
    }
    List<ProcessHandle> all = shell.descendants().toList();

    child.stop(Duration.ofMillis(300));

    shell.onExit().join();
    all.forEach(process -> process.onExit().join());
    assertThat(all).noneMatch(ProcessHandle::isAlive);
  }

  private ChildProcess shell(String script) throws StartFailure {
    return ChildProcess.start(
        List.of("sh", "-c", script), folder, Map.of(), folder.resolve("child.log"));
  }

  /// Says 503 until it has been asked so many times.
  private static HttpServer server(AtomicInteger asked, int readyAt) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() >= readyAt ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
