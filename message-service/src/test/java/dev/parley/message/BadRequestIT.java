package dev.parley.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is requested that no route takes, the answer is the contract's.
class BadRequestIT extends MessageServiceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1-1-1-1-1",
        "0192f5a0-0000-7000-8000-00000000000g",
        "0192f5a0-0000-7000-8000-0000000000011",
        "%00",
        "%F0%9F%98%80",
        "null"
      })
  void pathIdsAreUuids(String id) {
    assertProblem(
        client.get("anna", "/api/v1/conversations/" + id + "/messages"), 400, "validation_failed");
    assertProblem(
        client.postRaw(
            "anna",
            "/api/v1/conversations/" + id + "/messages",
            "{\"content\":\"x\"}".getBytes(UTF_8)),
        400,
        "validation_failed");
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.get("anna", Client.messagesOf(conversation) + "/" + id), 400, "validation_failed");
  }

  @Test
  void theWrongMethodPathOrMediaTypeIsRefusedAsAProblem() {
    UUID conversation = conversationService.group("anna", "ben");
    String messages = Client.messagesOf(conversation);
    assertProblem(
        client.exchange(client.asUser("anna", messages).PUT(BodyPublishers.ofString("{}"))),
        405,
        "method_not_allowed");
    assertProblem(
        client.exchange(client.asUser("anna", messages).method("BREW", BodyPublishers.noBody())),
        405,
        "method_not_allowed");
    assertProblem(client.get("anna", "/api/v1/messages"), 405, "method_not_allowed");
    assertProblem(client.get("anna", "/api/v1/nothing"), 404, "not_found");
    assertProblem(client.get("anna", "/"), 404, "not_found");
    assertProblem(client.get("anna", "/error"), 404, "not_found");
    for (String type :
        List.of("text/plain", "application/xml", "multipart/form-data", "no type at all")) {
      assertProblem(
          client.exchange(
              client
                  .asUser("anna", messages)
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofString("{\"content\":\"x\"}"))),
          415,
          "unsupported_media");
    }
    Answer html =
        client.exchange(client.asUser("anna", messages).header("Accept", "text/html").GET());
    assertThat(html.status()).isBetween(200, 499);
    assertThat(html.text()).doesNotContain("<html");
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @Test
  void withoutAGoodTokenNothingIsAnswered() {
    UUID conversation = conversationService.group("anna", "ben");
    String messages = Client.messagesOf(conversation);
    for (String header :
        List.of(
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic YTpi",
            "Bearer " + Tokens.internal("realtime-service"),
            "Bearer " + Tokens.user("anna").algorithm("none").encode(),
            "Bearer " + Tokens.user("system").encode())) {
      Answer answer = client.exchange(client.to(messages).header("Authorization", header).GET());
      assertProblem(answer, 401, "unauthenticated");
    }
    assertProblem(client.exchange(client.to(messages).GET()), 401, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/sends",
        "/%69nternal/sends",
        "/internal%2Fsends",
        "/internal;x=1/sends",
        "/internal/sends;x=1",
        "//internal/sends",
        "/./internal/sends",
        "/api/../internal/sends",
        "/actuator/../internal/sends",
        "/actuator/%2e%2e/internal/sends",
        "/v3/api-docs/../../internal/sends",
        "/actuator;/%2e%2e/internal/sends",
        "/INTERNAL/sends",
        "/internal\\sends",
        "/%5cinternal/sends",
      })
  void noUserReachesWhatIsForServices(String path) throws IOException {
    UUID conversation = conversationService.group("anna", "ben");
    String body =
        "{\"items\":[{\"sender_id\":\"ben\",\"payload\":{\"conversation_id\":\"%s\",\"content\":\"forged\"}}]}"
            .formatted(conversation);
    for (String token : List.of("", "Authorization: " + Tokens.bearer("mallory") + "\r\n")) {
      String answer =
          raw(
              "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                  .formatted(path, token, body.length(), body));
      assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
      assertThat(answer).containsIgnoringCase("application/problem+json");
    }
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/conversations/[x]/messages HTTP/1.1",
        "GET /api/v1/conversations/%zz/messages HTTP/1.1",
        "GET /api/v1/messages?limit=%zz HTTP/1.1",
        "GET /api/v1/conversations/{x}/messages HTTP/1.1",
        "GET /api/v1/\u0001 HTTP/1.1",
        "G\u0001T / HTTP/1.1",
        "GET / HTTP/9.9",
      })
  void whatIsNoHttpIsAnsweredWithAProblemToo(String line) throws IOException {
    String answer = raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d.*");
    assertThat(answer).doesNotContain("<html", "<!doctype", "Tomcat", "java.");
    if (!line.endsWith("9.9")) {
      assertThat(answer).contains("application/problem+json", "\"code\"");
    }
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
