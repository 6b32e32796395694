package dev.parley.local.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/// The suite's S3 server over the suite's own objects, in the drill's process, where it can be
/// stopped without the launcher, whose process Kafka lives in.
final class StoppableStore implements AutoCloseable {

  private final Path data;
  private final int port;
  private @Nullable S3Proxy server;

  /// @param data of a suite that has been started before
  StoppableStore(Path data) throws IOException {
    this.data = data;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  void start() throws Exception {
    S3Proxy starting =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(data.resolve("objects").toString()))
            .endpoint(URI.create(endpoint()))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, secret("s3-access-key"), secret("s3-secret-key"))
            .ignoreUnknownHeaders(true)
            .build();
    starting.start();
    server = starting;
  }

  /// Whoever is in the midst of something is cut off.
  void stop() throws Exception {
    S3Proxy running = server;
    server = null;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  private String secret(String name) throws IOException {
    return Files.readString(data.resolve("secrets").resolve(name)).strip();
  }
}
