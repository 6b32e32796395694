package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.RawNode;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class UpgradeIT extends SocketTest {

  @Test
  void passesTheUpgradeOnWithoutWhatAClientMayNotSay() throws IOException {
    open(
        "&sid=x.a",
        "Authorization: Bearer t",
        "Cookie: io=chosen",
        "X-Forwarded-For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "Origin: http://chat.example");

    String head = NODE_A.next().head().toLowerCase(java.util.Locale.ROOT);
    assertThat(head)
        .startsWith("get /socket.io/?eio=4&transport=websocket&sid=x.a http/1.1\r\n")
        .contains("\r\nauthorization: bearer t\r\n")
        .contains("\r\nsec-websocket-key: dghlihnhbxbszsbub25jzq==\r\n")
        .contains("\r\nx-forwarded-for: 127.0.0.1\r\n")
        .contains("\r\ntraceparent: 00-")
        .doesNotContain("cookie")
        .doesNotContain("1.2.3.4")
        .doesNotContain("origin");
  }

  @Test
  void aRefusalIsPassedOnAsTheNodeGaveIt() throws IOException {
    NODE_A.answers(_ ->
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 31\r\n\r\n"
            + "{\"code\":3,\"message\":\"Bad request\"}".substring(0, 31));
    Socket client = upgrade("&sid=x.a");

    assertThat(RawNode.head(client)).startsWith("HTTP/1.1 400 ").contains("application/json");
    assertThat(RawNode.read(client, 31)).startsWith("{\"code\":3");
    assertThat(isClosed(client)).isTrue();
  }

  @Test
  void anUnknownSessionIsRefused() throws IOException {
    Socket client = upgrade("&sid=x.gone");

    assertThat(RawNode.head(client)).startsWith("HTTP/1.1 400 ");
    assertThat(RawNode.read(client, 43)).contains("Session ID unknown");
  }

  @Test
  void aNodeThatNeverAnswersIsGivenUp() throws IOException {
    NODE_A.answers(_ -> "");
    Socket client = upgrade("&sid=x.a");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 503 ")
        .contains("application/problem+json")
        .contains("retry-after: ");
    assertThat(isClosed(NODE_A.next().socket())).isTrue();
  }

  @Test
  void aPageFromElsewhereIsRefused() throws IOException {
    Socket client = upgrade("", "Origin: https://evil.example");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 403 ")
        .contains("application/problem+json");
  }

  @Test
  void anUpgradeWithABodyIsRefused() throws IOException {
    Socket client = upgrade("", "Content-Length: 5");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json");
  }

  @Test
  void newSessionsPassANodeThatIsAway() throws IOException {
    for (int i = 0; i < 6; i++) {
      open("");
    }
  }

  @Test
  void aSessionWhoseNodeIsAwayIsUnavailable() throws IOException {
    Socket client = upgrade("&sid=x.away");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 503 ")
        .contains("application/problem+json")
        .contains("retry-after: ");
    assertThat(isClosed(client)).isTrue();
  }
}
