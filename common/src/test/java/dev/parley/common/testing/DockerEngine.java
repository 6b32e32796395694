package dev.parley.common.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether tests run on containers. `PARLEY_TEST_SERVERS=embedded` or `containers` decides; else
/// containers are taken where a Docker engine answers on its local socket, and the embedded servers
/// where it doesn't or where an image cannot be had.
final class DockerEngine {

  private static final Logger log = LoggerFactory.getLogger(DockerEngine.class);

  private DockerEngine() {}

  static Optional<Choice> chosen() {
    return Optional.ofNullable(System.getenv("PARLEY_TEST_SERVERS"))
        .filter(value -> !value.isBlank())
        .map(value -> Choice.valueOf(value.toUpperCase(Locale.ROOT)));
  }

  /// One server of a kind: from containers where they are to be had, else embedded.
  static <T> T startEither(String what, ServerStart<T> container, ServerStart<T> embedded) {
    try {
      Optional<Choice> chosen = chosen();
      if (chosen.isEmpty() ? answers() : chosen.get() == Choice.CONTAINERS) {
        try {
          return container.start();
        } catch (Exception | LinkageError failed) {
          if (chosen.isPresent()) {
            throw failed;
          }
          log.warn("No container for {}: {}; the embedded one is taken", what, failed.toString());
        }
      }
      return embedded.start();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(what + " could not be started", e);
    }
  }

  static boolean answers() {
    String host =
        Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
    if (!host.startsWith("unix://")) {
      return true; // someone has set it up on purpose: Testcontainers will say whether it works
    }
    Path socket = Path.of(host.substring("unix://".length()));
    if (!Files.exists(socket)) {
      return false;
    }
    try {
      return CompletableFuture.supplyAsync(() -> ping(socket)).get(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception silent) {
      return false;
    }
  }

  private static boolean ping(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      channel.read(answer);
      return new String(answer.array(), 0, answer.position(), US_ASCII).contains(" 200 ");
    } catch (IOException absent) {
      return false;
    }
  }

  enum Choice {
    EMBEDDED,
    CONTAINERS
  }

  @FunctionalInterface
  interface ServerStart<T> {
    T start() throws Exception;
  }
}
