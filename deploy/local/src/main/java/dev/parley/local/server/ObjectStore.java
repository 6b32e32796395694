package dev.parley.local.server;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/// An S3 server over a folder, in the launcher's process. Signed URLs, multipart uploads and CORS
/// work as with the real ones.
public final class ObjectStore {

  /// The one bucket, made at the first start.
  public static final String BUCKET = "media";

  private final Path data;
  private final Path log;
  private final int port;
  private final String accessKey;
  private final String secretKey;
  private @Nullable S3Proxy server;

  public ObjectStore(DataDirectory directory, int port, String accessKey, String secretKey) {
    this.data = directory.resolve("objects");
    this.log = directory.logs().resolve("launcher.log");
    this.port = port;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /// Starts the server and makes the bucket.
  ///
  /// @throws LaunchFailure `OBJECT_STORE_FAILED`
  public void start() {
    try {
      server = serve(data, URI.create(endpoint()), accessKey, secretKey);
    } catch (Exception e) {
      throw LaunchFailure.of(
              ExitCode.OBJECT_STORE_FAILED, "the S3 server cannot be started: " + e.getMessage())
          .seeLog(log)
          .causedBy(e);
    }
  }

  /// @param data the folder, made where it is missing; a bucket is a folder in it
  static S3Proxy serve(Path data, URI endpoint, String accessKey, String secretKey)
      throws Exception {
    Files.createDirectories(data);
    FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(data.toAbsolutePath().toString());
    if (!store.containerExists(BUCKET)) {
      store.createContainer(BUCKET);
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(endpoint)
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
            .corsRules(new CrossOriginResourceSharing())
            .ignoreUnknownHeaders(true)
            .build();
    server.start();
    return server;
  }

  public void stop() throws Exception {
    S3Proxy running = server;
    if (running != null) {
      server = null;
      running.stop();
    }
  }
}
