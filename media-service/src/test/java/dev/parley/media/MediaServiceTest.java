package dev.parley.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.testing.Tokens;
import dev.parley.common.testing.WithServers;
import dev.parley.media.testing.FakeMessageService;
import dev.parley.media.testing.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service on a port of its own, with a real PostgreSQL, Kafka and S3 server.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "parley.media.s3.attempt-timeout=2s",
      "parley.media.s3.timeout=5s",
      "parley.media.s3.create-bucket=true",
      "parley.media.cleaning.every=200ms",
      "spring.jpa.properties.hibernate.generate_statistics=false"
    })
@WithServers(database = "media")
public abstract class MediaServiceTest {

  protected static final S3Server S3 = new S3Server();
  protected static final FakeMessageService MESSAGES = new FakeMessageService();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String BOUNDARY = "----parley";

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    registry.add("parley.services.message", MESSAGES::url);
    registry.add("parley.media.s3.endpoint", S3::endpoint);
    registry.add("parley.media.s3.bucket", () -> S3Server.BUCKET);
    registry.add("parley.media.s3.access-key", () -> S3Server.ACCESS_KEY);
    registry.add("parley.media.s3.secret-key", () -> S3Server.SECRET_KEY);
  }

  @BeforeEach
  void mendWhatWasBroken() {
    S3.mend();
    MESSAGES.comeBack();
  }

  protected HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  protected HttpRequest.Builder as(String user, String path) {
    return request(path).header("Authorization", Tokens.bearer(user));
  }

  protected HttpResponse<String> get(String user, String path) {
    return send(as(user, path));
  }

  protected HttpResponse<String> upload(String user, String fileName, byte[] content) {
    return uploadPart(user, "file", fileName, content);
  }

  protected HttpResponse<String> uploadPart(
      String user, String part, String fileName, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                + "Content-Type: text/html\r\n\r\n")
            .formatted(BOUNDARY, part, fileName)
            .getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return send(
        as(user, "/api/v1/media")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /// The id of a file that was taken.
  protected String uploaded(String user, byte[] content) {
    HttpResponse<String> response = upload(user, "picture.png", content);
    if (response.statusCode() != 201) {
      throw new AssertionError(response.body());
    }
    return json(response).path("media_id").asString();
  }

  protected static HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  protected static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  /// `<status> <code>`, after checking that it is a problem document.
  protected static String problem(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("none");
    JsonNode body = json(response);
    if (!type.equals("application/problem+json") || body.has("trace")) {
      throw new AssertionError("not a problem document: " + type + " " + response.body());
    }
    return response.statusCode() + " " + body.path("code").asString();
  }
}
