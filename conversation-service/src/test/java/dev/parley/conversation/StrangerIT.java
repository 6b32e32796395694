package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// To a stranger a conversation that exists is like one that does not, on every route there is.
@ConversationServiceTest
class StrangerIT {

  record Route(String method, String path, String body) {}

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  static Stream<Route> routes() {
    String participant = "/participants/str-b";
    return Stream.of(
        new Route("GET", "", ""),
        new Route("PATCH", "", "{\"name\":\"Mine now\"}"),
        new Route("DELETE", "", ""),
        new Route("GET", "/participants", ""),
        new Route("POST", "/participants", "{\"participant_ids\":[\"str-x\"]}"),
        new Route("PATCH", participant, "{\"role\":\"admin\"}"),
        new Route("DELETE", participant, ""),
        new Route("DELETE", "/participants/str-x", ""),
        new Route("PUT", "/read", ""),
        new Route("PUT", "/read", "{\"seq\":1}"),
        new Route("PUT", "/delivered", "{\"seq\":1}"),
        new Route("GET", "/receipts?seq=1", ""),
        new Route("PUT", "/settings", "{\"pinned\":true}"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void learnsNothing(Route route) {
    Api api = new Api(port);
    for (String id :
        List.of(api.as("str-a").directWith("str-b"), api.as("str-a").groupWith("str-b"))) {
      String before = state(id);
      var real = send(api, route, id);
      var imagined = send(api, route, UUID.randomUUID().toString());

      assertThat(real.status()).isEqualTo(404);
      assertThat(real.code()).isEqualTo("not_found");
      assertThat(withoutInstance(real)).isEqualTo(withoutInstance(imagined));
      assertThat(state(id)).isEqualTo(before);
    }
  }

  @Test
  void noRouteIsForgottenHere() {
    List<String> known =
        routes()
            .map(r ->
                r.method()
                    + " /api/v1/conversations/{id}"
                    + r.path().replace("str-b", "{userId}").replaceAll("\\?.*", ""))
            .toList();
    List<String> offered =
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
            .flatMap(info ->
                info.getPatternValues().stream()
                    .filter(pattern -> pattern.startsWith("/api/v1/conversations/{id}"))
                    .flatMap(pattern ->
                        info.getMethodsCondition().getMethods().stream()
                            .map(method -> method + " " + pattern)))
            .toList();
    assertThat(offered).isNotEmpty();
    assertThat(known).containsAll(offered);
  }

  @Test
  void isNobodyWithoutAToken() {
    Api api = new Api(port);
    String id = api.as("str-a").directWith("str-b");
    for (Api.User nobody : List.of(api.with(""), api.with("nonsense"))) {
      var refused = nobody.get("/conversations/" + id);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.code()).isEqualTo("unauthenticated");
    }
  }

  private static Api.Answer send(Api api, Route route, String id) {
    return api.as("str-x")
        .send(
            route.method(),
            "/conversations/" + id + route.path(),
            route.body().isEmpty() ? null : route.body());
  }

  private static String withoutInstance(Api.Answer answer) {
    return answer.text().replaceAll("\"instance\":\"[^\"]*\"", "");
  }

  private String state(String id) {
    return jdbc.sql(
            """
            SELECT string_agg(t, '|') FROM (
              SELECT c::text AS t FROM conversation c WHERE id = :id::uuid
              UNION ALL
              SELECT p::text FROM participant p WHERE conversation_id = :id::uuid
              UNION ALL
              SELECT a::text FROM activity a WHERE conversation_id = :id::uuid ORDER BY t) x
            """)
        .param("id", id)
        .query(String.class)
        .single();
  }
}
