package dev.parley.media.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// A real S3 server over a folder, behind a wire that a test can cut.
public final class S3Server {

  public static final String ACCESS_KEY = "key";
  public static final String SECRET_KEY = "secret";
  public static final String BUCKET = "media";
  private static final long WHOLE = Long.MAX_VALUE;

  private final Path folder;
  private final S3Proxy server;
  private final ServerSocket wire;
  private volatile long passes = WHOLE;

  public S3Server() {
    try {
      folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "objects");
      FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(folder.toString());
      server =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .corsRules(new CrossOriginResourceSharing())
              .ignoreUnknownHeaders(true)
              .build();
      server.start();
      wire = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + wire.getLocalPort();
  }

  /// From now on each connection breaks after so many bytes of requests.
  public void cutAfter(long bytes) {
    passes = bytes;
  }

  public void mend() {
    passes = WHOLE;
  }

  /// The names of the objects, as `<bucket>/<key>`.
  public List<String> objects() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith("/original"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = wire.accept();
        Socket store = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        Thread.ofVirtual().start(() -> copy(client, store, true));
        Thread.ofVirtual().start(() -> copy(store, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 * 1024];
      long sent = 0;
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        sent += read;
        if (counted && sent > passes) {
          return;
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException broken) {
      // either side went away
    }
  }
}
