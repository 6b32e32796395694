package dev.parley.local.server;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;

/// The S3 server by itself, for a container: `ObjectStoreServer <folder> <endpoint>`, with
/// `S3_ACCESS_KEY` and `S3_SECRET_KEY` in its environment. It serves until it is stopped.
public final class ObjectStoreServer {

  private ObjectStoreServer() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println(
          "usage: ObjectStoreServer <folder> <endpoint, such as http://0.0.0.0:9000>");
      System.exit(2);
    }
    S3Proxy server =
        ObjectStore.serve(
            Path.of(arguments[0]),
            URI.create(arguments[1]),
            demand("S3_ACCESS_KEY"),
            demand("S3_SECRET_KEY"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    System.out.println("serving " + arguments[0] + " at " + arguments[1]);
    Thread.currentThread().join();
  }

  private static String demand(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      System.err.println(variable + " is not set; it has no default");
      System.exit(2);
      throw new IllegalStateException(variable);
    }
    return value;
  }

  private static void stop(S3Proxy server) {
    try {
      server.stop();
    } catch (Exception e) {
      System.err.println("the server did not stop cleanly: " + e);
    }
  }
}
