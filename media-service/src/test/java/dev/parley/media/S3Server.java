package dev.parley.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/// A real S3 server in this process, over a folder under `target/`. It can be stopped and started
/// again, on the same port and with what it had.
public final class S3Server {

  public static final String BUCKET = "media-tests";
  public static final String ACCESS_KEY = "test-access";
  public static final String SECRET_KEY = "test-secret-which-is-none";

  private final BlobStore folder;
  private final int port;
  private @Nullable S3Proxy running;

  public S3Server() throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    this.folder =
        new FilesystemNio2BlobStore(Files.createTempDirectory(target, "objects-").toString());
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /// Nothing happens where it is running.
  public void start() {
    if (running != null) {
      return;
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(folder)
            .endpoint(URI.create(endpoint()))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    running = server;
  }

  public void stop() {
    S3Proxy server = running;
    running = null;
    if (server != null) {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
