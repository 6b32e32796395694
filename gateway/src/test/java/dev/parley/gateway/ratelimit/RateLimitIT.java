package dev.parley.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties = {
      "parley.gateway.rate-limits.reads=6/3",
      "parley.gateway.rate-limits.writes=6/2",
      "parley.gateway.rate-limits.uploads=6/1",
      "parley.gateway.rate-limits.handshakes=6/4",
      "parley.gateway.rate-limits.strangers=6/2",
      "parley.gateway.trusted-proxies=127.0.0.0/8"
    })
class RateLimitIT extends GatewayTest {

  private int read(String user) {
    return send(as(user, "/api/v1/unread")).statusCode();
  }

  private int post(String user, String path) {
    return send(as(user, path).POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode();
  }

  @Test
  void eachUserHasABudgetOfEachKind() {
    for (int i = 0; i < 3; i++) {
      assertThat(read("ann")).isEqualTo(200);
    }
    HttpResponse<String> fourth = send(as("ann", "/api/v1/unread"));
    assertThat(fourth.statusCode()).isEqualTo(429);
    assertThat(problem(fourth)).isEqualTo("rate_limited");
    int wait = Integer.parseInt(fourth.headers().firstValue("Retry-After").orElse("0"));
    assertThat(wait).isBetween(5, 10);
    assertThat(Backends.reached()).isEqualTo(3);

    assertThat(read("ben")).isEqualTo(200);
    assertThat(post("ann", "/api/v1/messages")).isEqualTo(200);
    assertThat(post("ann", "/api/v1/conversations")).isEqualTo(200);
    assertThat(post("ann", "/api/v1/messages")).isEqualTo(429);
    assertThat(post("ann", "/api/v1/media")).isEqualTo(200);
    assertThat(post("ann", "/api/v1/media")).isEqualTo(429);
  }

  @Test
  void syncIsARead() {
    for (int i = 0; i < 3; i++) {
      assertThat(post("cat", "/api/v1/sync")).isEqualTo(200);
    }
    assertThat(read("cat")).isEqualTo(429);
    assertThat(post("cat", "/api/v1/messages")).isEqualTo(200);
  }

  @Test
  void badTokensAreCountedByAddress() {
    for (int i = 0; i < 2; i++) {
      assertThat(strange("20.0.0.1").statusCode()).isEqualTo(401);
    }
    assertThat(problem(strange("20.0.0.1"))).isEqualTo("rate_limited");
    assertThat(problem(strange("20.0.0.2"))).isEqualTo("unauthenticated");
    // Who has a token is not kept out by what others do behind the same address.
    assertThat(send(as("dan", "/api/v1/unread").header("X-Forwarded-For", "20.0.0.1")).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> strange(String address) {
    return send(anonymous("/api/v1/unread").header("X-Forwarded-For", address));
  }

  @Test
  void handshakesAreCountedByAddressOverBothTransports() throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThat(poll("30.0.0.1", "").statusCode()).isEqualTo(200);
      assertThat(upgrade("30.0.0.1", "")).startsWith("HTTP/1.1 200");
    }
    assertThat(problem(poll("30.0.0.1", ""))).isEqualTo("rate_limited");
    assertThat(upgrade("30.0.0.1", "")).startsWith("HTTP/1.1 429").contains("retry-after: ");

    assertThat(poll("30.0.0.1", "&sid=x.a").statusCode()).isEqualTo(200);
    assertThat(upgrade("30.0.0.1", "&sid=x.a")).startsWith("HTTP/1.1 200");
    assertThat(poll("30.0.0.2", "").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> poll(String address, String more) {
    return send(
        anonymous("/socket.io/?EIO=4&transport=polling" + more).header("X-Forwarded-For", address));
  }

  /// The head of the answer; the fake node says 200 to an upgrade.
  private String upgrade(String address, String more) throws IOException {
    try (Socket client = new Socket("127.0.0.1", port())) {
      RawNode.write(
          client,
          "GET /socket.io/?EIO=4&transport=websocket"
              + more
              + " HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "X-Forwarded-For: "
              + address
              + "\r\n\r\n");
      return RawNode.head(client);
    }
  }
}
