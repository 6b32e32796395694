package dev.parley.local.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectStoreIT {

  @TempDir Path folder;

  @Test
  void keepsObjectsForThoseWithTheKeyOnly() throws Exception {
    Ports ports = new Ports(6_000);
    try (DataDirectory data = DataDirectory.open(folder)) {
      ObjectStore first = new ObjectStore(data, ports.free(), "access", "secret");
      first.start();
      client(first, "secret")
          .putObject(
              put -> put.bucket(ObjectStore.BUCKET).key("a/b"), RequestBody.fromString("kept"));
      first.stop();

      ObjectStore second = new ObjectStore(data, ports.free(), "access", "secret");
      second.start();
      try {
        assertThat(read(client(second, "secret"))).isEqualTo("kept");
        assertThat(status(second.endpoint() + "/media/a/b")).isEqualTo(403);
        assertThat(catchThrowable(() -> read(client(second, "guess")))).hasMessageContaining("403");
      } finally {
        second.stop();
      }
    }
  }

  private static String read(S3Client client) {
    return client
        .getObjectAsBytes(get -> get.bucket(ObjectStore.BUCKET).key("a/b"))
        .asString(UTF_8);
  }

  private static int status(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static S3Client client(ObjectStore store, String secret) {
    return S3Client.builder()
        .endpointOverride(URI.create(store.endpoint()))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", secret)))
        .build();
  }
}
