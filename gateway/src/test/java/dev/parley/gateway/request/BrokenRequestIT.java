package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BrokenRequestIT extends GatewayTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("\u0000\u0001\u0002 garbage\r\n\r\n", 400, "validation_failed"),
        Arguments.of("GET\r\n\r\n", 400, "validation_failed"),
        Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n", 400, "validation_failed"),
        Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n", 400, "validation_failed"),
        Arguments.of("GET /a|b{} HTTP/1.1\r\nHost: a\r\n\r\n", 400, "validation_failed"),
        Arguments.of("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "validation_failed"),
        Arguments.of(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400, "validation_failed"),
        Arguments.of(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            400,
            "validation_failed"),
        Arguments.of(
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", 431, "too_large"),
        Arguments.of(
            "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "too_large"),
        Arguments.of("GET /../../x HTTP/1.1\r\nHost: a\r\n\r\n", 400, "validation_failed"),
        Arguments.of(
            "DELETE /actuator/health HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method_not_allowed"),
        Arguments.of("FOO /x HTTP/1.1\r\nHost: a\r\n\r\n", 404, "not_found"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isAnsweredWithAProblem(String request, int status, String code) throws IOException {
    try (Socket client = new Socket("127.0.0.1", port())) {
      client.setSoTimeout(10_000);
      RawNode.write(client, request);
      String head = RawNode.head(client);

      assertThat(head)
          .startsWith("HTTP/1.1 " + status + " ")
          .containsIgnoringCase("content-type: application/problem+json");
      int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
      JsonNode problem = JsonMapper.shared().readTree(RawNode.read(client, length));
      assertThat(problem.path("code").asString()).isEqualTo(code);
      assertThat(problem.path("status").asInt()).isEqualTo(status);
    }
    assertThat(Backends.reached()).isZero();
  }
}
