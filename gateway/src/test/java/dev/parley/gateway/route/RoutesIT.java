package dev.parley.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RoutesIT extends GatewayTest {

  private static final String ID = "0197c0de-0000-7000-8000-000000000001";

  @ParameterizedTest
  @CsvSource({
    "GET, /conversations, conversation",
    "POST, /conversations, conversation",
    "GET, /conversations/ID, conversation",
    "PUT, /conversations/ID/read, conversation",
    "GET, /conversations/ID/receipts, conversation",
    "DELETE, /conversations/ID/participants/bob, conversation",
    "GET, /unread, conversation",
    "GET, /blocks, conversation",
    "PUT, /blocks/bob, conversation",
    "GET, /users/bob/profile, conversation",
    "PUT, /users/me/profile, conversation",
    "GET, /conversations/ID/messages, message",
    "POST, /conversations/ID/messages, message",
    "PATCH, /conversations/ID/messages/ID, message",
    "GET, /conversations/ID/messages/ID/edits, message",
    "PUT, /conversations/ID/messages/ID/reactions/%F0%9F%91%8D, message",
    "GET, /conversations/ID/changes, message",
    "GET, /conversations/ID/pins, message",
    "POST, /messages, message",
    "GET, /search, message",
    "POST, /sync, conversation",
    "POST, /admin/unread-repairs, conversation",
    "POST, /media, media",
    "GET, /media/ID/content, media",
    "DELETE, /media/ID, media",
  })
  void goesToTheServiceThatOwnsThePath(String method, String path, String service) {
    String uri = "/api/v1" + path.replace("ID", ID) + "?limit=7&q=a%20b";
    HttpResponse<String> response =
        send(as("alice", uri).method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("service").asString()).isEqualTo(service);
    assertThat(Backends.reached()).isEqualTo(1);
    var request =
        switch (service) {
          case "conversation" -> Backends.CONVERSATION.lastRequest();
          case "message" -> Backends.MESSAGE.lastRequest();
          default -> Backends.MEDIA.lastRequest();
        };
    assertThat(request.method()).isEqualTo(method);
    assertThat(request.uri()).isEqualTo(uri);
    assertThat(request.headers().get("Authorization")).startsWith("Bearer ");
  }

  /// Any node knows who is here.
  @Test
  void asksOneRealtimeNodeAfterTheOtherForPresence() {
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response = send(as("alice", "/api/v1/presence?user_ids=bob"));
      assertThat(response.statusCode()).isEqualTo(200);
      asked.add(json(response).path("service").asString());
    }
    assertThat(asked).containsExactlyInAnyOrder("node-a", "node-b");
    assertThat(Backends.NODE_A.lastRequest().uri()).isEqualTo("/api/v1/presence?user_ids=bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/access",
        "/api/v1/internal/access",
        "/api/internal/media",
        "/api/v2/conversations",
        "/actuator/env",
        "/actuator/gateway/routes",
        "/v3/api-docs",
        "/socket.io/x/y",
        "/nothing"
      })
  void whatNobodyOwnsIsNotFound(String path) {
    HttpResponse<String> response = send(as("alice", path));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(problem(response)).isEqualTo("not_found");
    assertThat(Backends.reached()).isZero();
  }

  @Test
  void pollingGoesRoundAndThenStaysWhereTheSessionIs() {
    Set<String> nodes = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(
          json(send(anonymous("/socket.io/?EIO=4&transport=polling"))).path("service").asString());
    }
    assertThat(nodes).containsExactlyInAnyOrder("node-a", "node-b");

    for (int i = 0; i < 4; i++) {
      HttpResponse<String> polled =
          send(anonymous("/socket.io/?EIO=4&transport=polling&sid=a.b.Zm9v.b"));
      assertThat(json(polled).path("service").asString()).isEqualTo("node-b");
    }
    assertThat(Backends.NODE_B.lastRequest().uri())
        .isEqualTo("/socket.io/?EIO=4&transport=polling&sid=a.b.Zm9v.b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zm9v.c", "Zm9v", "", "Zm9v.", "."})
  void anUnknownSessionGetsTheAnswerOfEngineIo(String sid) {
    HttpResponse<String> response =
        send(anonymous("/socket.io/?EIO=4&transport=polling&sid=" + sid));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    assertThat(Backends.reached()).isZero();
  }

  @Test
  void newSessionsPassANodeThatIsAwayAndItsOwnAreUnavailable(CapturedOutput log) {
    Backends.NODE_A.stop();

    int served = 0;
    for (int i = 0; i < 6; i++) {
      served += send(anonymous("/socket.io/?EIO=4&transport=polling")).statusCode() == 200 ? 1 : 0;
    }

    assertThat(served).isEqualTo(6);
    assertThat(Backends.NODE_B.requests()).hasSize(6);

    String poll = "/socket.io/?EIO=4&transport=polling&sid=Zm9v.a";
    assertThat(problem(send(anonymous(poll)))).isEqualTo("unavailable");
    assertThat(log)
        .contains("Service unreachable path=\"/socket.io/\"")
        .contains("service=\"realtime-service\" node=\"a\"");
  }

  @Test
  void aServiceThatIsAwayIsNamedToTheOperator(CapturedOutput log) {
    Backends.MEDIA.stop();

    assertThat(problem(send(as("alice", "/api/v1/media/" + ID)))).isEqualTo("unavailable");

    assertThat(log)
        .contains("Service unreachable path=\"/api/v1/media/" + ID + "\"")
        .contains("service=\"media-service\" node=\"127.0.0.1:");
  }
}
