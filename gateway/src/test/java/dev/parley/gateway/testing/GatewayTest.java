package dev.parley.gateway.testing;

import dev.parley.common.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway on a port of its own, before {@link Backends}.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class GatewayTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void backends(DynamicPropertyRegistry registry) {
    Backends.register(registry);
  }

  @BeforeEach
  void resetBackends() {
    Backends.reset();
  }

  protected int port() {
    return port;
  }

  /// A request to the gateway without a token.
  protected HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  /// A request to the gateway with alice's token.
  protected HttpRequest.Builder as(String user, String path) {
    return anonymous(path).header("Authorization", Tokens.bearer(user));
  }

  protected static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  /// The `code` of a problem document, after checking that it is one.
  protected static String problem(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("none");
    JsonNode body = json(response);
    if (!type.equals("application/problem+json")
        || body.path("status").asInt() != response.statusCode()
        || body.has("trace")) {
      throw new AssertionError("not a problem document: " + type + " " + response.body());
    }
    return body.path("code").asString();
  }
}
