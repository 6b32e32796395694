package dev.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// To a stranger a message that exists is like one that does not, on every route there is.
class StrangerIT extends MessageServiceTest {

  private static final String CONVERSATION = "/conversations/{conversationId}";
  private static final String MESSAGE = CONVERSATION + "/messages/{messageId}";
  private static final String REACTION = MESSAGE + "/reactions/{emoji}";

  /// @param pattern under `/api/v1`, as the route is declared, with a query where it has one
  record Route(String method, String pattern, String body) {

    String declared() {
      return method + " /api/v1" + pattern.replaceAll("\\?.*", "");
    }

    String path(UUID conversation, UUID message) {
      return "/api/v1" + filled(pattern, conversation, message);
    }

    String body(UUID conversation, UUID message) {
      return filled(body, conversation, message);
    }

    private static String filled(String text, UUID conversation, UUID message) {
      return text.replace("{conversationId}", conversation.toString())
          .replace("{messageId}", message.toString())
          .replace("{emoji}", "%F0%9F%91%8D");
    }
  }

  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

  static Stream<Route> routes() {
    return Stream.of(
        new Route("GET", CONVERSATION + "/messages", ""),
        new Route("GET", CONVERSATION + "/messages?around_seq=1", ""),
        new Route("POST", CONVERSATION + "/messages", "{\"content\":\"let me in\"}"),
        new Route(
            "POST",
            CONVERSATION + "/messages",
            "{\"id\":\"{messageId}\",\"content\":\"x\",\"reply_to\":\"{messageId}\"}"),
        new Route(
            "POST", "/messages", "{\"conversation_id\":\"{conversationId}\",\"content\":\"x\"}"),
        new Route("GET", CONVERSATION + "/changes?after_rev=0", ""),
        new Route("GET", CONVERSATION + "/pins", ""),
        new Route("GET", MESSAGE, ""),
        new Route("PATCH", MESSAGE, "{\"content\":\"mine now\"}"),
        new Route("DELETE", MESSAGE, ""),
        new Route("GET", MESSAGE + "/edits", ""),
        new Route("PUT", REACTION, ""),
        new Route("DELETE", REACTION, ""),
        new Route("PUT", MESSAGE + "/pin", ""),
        new Route("DELETE", MESSAGE + "/pin", ""),
        new Route(
            "POST", MESSAGE + "/forward", "{\"conversation_ids\":[\"" + UUID.randomUUID() + "\"]}"),
        new Route("POST", MESSAGE + "/report", "{\"reason\":\"curious\"}"),
        new Route("GET", "/search?q=secret&conversation_id={conversationId}", ""));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void learnsNothing(Route route) {
    UUID message = UUID.randomUUID();
    for (UUID place :
        List.of(
            conversationService.group("anna", "ben"),
            conversationService.direct("anna-" + message, "ben"))) {
      client.sendText("ben", place, message, "secret");
      client.put("ben", Client.messageOf(place, message) + "/pin");
      String before = stateOf(place);

      Answer real = send(route, place, message);
      Answer imagined = send(route, UUID.randomUUID(), UUID.randomUUID());

      assertRefused(real, 404, "not_found");
      assertThat(withoutInstance(real)).isEqualTo(withoutInstance(imagined));
      assertThat(stateOf(place)).isEqualTo(before);
    }
  }

  @Test
  void noRouteIsForgottenHere() {
    List<String> offered =
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
            .flatMap(info ->
                info.getPatternValues().stream()
                    .filter(pattern -> pattern.startsWith("/api/v1/"))
                    .flatMap(pattern ->
                        info.getMethodsCondition().getMethods().stream()
                            .map(method -> method + " " + pattern)))
            .toList();
    assertThat(offered).isNotEmpty();
    assertThat(routes().map(Route::declared).toList()).containsAll(offered);
  }

  private Answer send(Route route, UUID conversation, UUID message) {
    String body = route.body(conversation, message);
    return client.exchange(
        client
            .asUser("mallory", route.path(conversation, message))
            .header("Content-Type", "application/json")
            .method(
                route.method(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private String stateOf(UUID conversation) {
    List<?> rows =
        jdbc.queryForList(
            """
            SELECT m::text, h::text AS head,
                   (SELECT count(*) FROM message_report r
                     WHERE r.conversation_id = m.conversation_id) AS reports,
                   (SELECT count(*) FROM reaction r
                     WHERE r.conversation_id = m.conversation_id) AS reactions
              FROM message m JOIN conversation_head h USING (conversation_id)
             WHERE m.conversation_id = ? ORDER BY m.seq
            """,
            conversation);
    assertThat(rows).hasSize(1);
    return rows.toString();
  }

  private static String withoutInstance(Answer answer) {
    return answer.text().replaceAll("\"instance\":\"[^\"]*\"", "");
  }
}
