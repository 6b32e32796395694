package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whatever is sent: a problem document that says what is wrong, never a 5xx or a trace, and
/// nothing stored.
@ConversationServiceTest
class BadInputIT {

  record Bad(String method, String path, String body, String field) {

    static Bad open(String body, String field) {
      return new Bad("POST", "/conversations", body, field);
    }
  }

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api.User caller;
  String group;

  @BeforeEach
  void openAGroup() {
    Api api = new Api(port);
    caller = api.as("bad-caller");
    group = caller.groupWith("bad-other");
  }

  static Stream<Bad> bodies() {
    String direct = "{\"type\":\"direct\",\"participant_ids\":[\"bad-new\"]";
    String deep = "[".repeat(60) + "]".repeat(60);
    return Stream.of(
        Bad.open("", "body"),
        Bad.open("{", "body"),
        Bad.open("nonsense", "body"),
        Bad.open("[]", "body"),
        Bad.open("7", "body"),
        Bad.open("\"text\"", "body"),
        Bad.open(direct + "} trailing", "body"),
        Bad.open("{\"type\":\"direct\",}", "body"),
        Bad.open("{}", "type"),
        Bad.open("{\"type\":\"direct\"}", "participant_ids"),
        Bad.open("{\"type\":\"club\",\"participant_ids\":[\"bad-new\"]}", "type"),
        Bad.open("{\"type\":7,\"participant_ids\":[\"bad-new\"]}", "type"),
        Bad.open("{\"type\":0,\"participant_ids\":[\"bad-new\"]}", "type"),
        Bad.open("{\"type\":{},\"participant_ids\":[\"bad-new\"]}", "type"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":\"bad-new\"}", "participant_ids"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":{}}", "participant_ids"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[7]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[true]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[null]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"\"]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"  \"]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"system\"]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"a\\u0000b\"]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"a\\nb\"]}", "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"\\ud800\"]}", "participant_ids[0]"),
        Bad.open(
            "{\"type\":\"direct\",\"participant_ids\":[\"" + "x".repeat(129) + "\"]}",
            "participant_ids[0]"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[]}", "participant_ids"),
        Bad.open("{\"type\":\"direct\",\"participant_ids\":[\"a\",\"b\"]}", "participant_ids"),
        Bad.open(group("\"name\":7"), "name"),
        Bad.open(group("\"name\":\"\""), "name"),
        Bad.open(group("\"name\":\"" + "n".repeat(201) + "\""), "name"),
        Bad.open(group("\"name\":\"a\\u0000\""), "name"),
        Bad.open(group("\"avatar_url\":\"javascript:alert(1)\""), "avatar_url"),
        Bad.open(group("\"avatar_url\":\"not a url\""), "avatar_url"),
        Bad.open(
            group("\"avatar_url\":\"https://a.example/" + "圖".repeat(700) + "\""), "avatar_url"),
        Bad.open(group("\"avatar_url\":\"https:///nohost\""), "avatar_url"),
        Bad.open(group("\"avatar_url\":\"https://e.org/" + "a".repeat(2048) + "\""), "avatar_url"),
        Bad.open(direct + ",\"context\":\"match\"}", "context"),
        Bad.open(direct + ",\"context\":{}}", "context.type"),
        Bad.open(direct + ",\"context\":{\"type\":\"match\"}}", "context.id"),
        Bad.open(direct + ",\"context\":{\"type\":\"match\",\"id\":7}}", "context.id"),
        Bad.open(
            direct + ",\"context\":{\"type\":\"" + "t".repeat(65) + "\",\"id\":\"1\"}}",
            "context.type"),
        Bad.open(direct + ",\"metadata\":[1]}", "metadata"),
        Bad.open(direct + ",\"metadata\":\"text\"}", "metadata"),
        Bad.open(direct + ",\"metadata\":{\"k\":\"a\\u0000\"}}", "metadata"),
        Bad.open(direct + ",\"metadata\":{\"k\":\"" + "v".repeat(4096) + "\"}}", "metadata"),
        Bad.open(direct + ",\"metadata\":{\"k\":" + deep + "}}", "body"),
        Bad.open(direct + ",\"x\":" + "[".repeat(100_000), "body"),
        new Bad("PATCH", "/conversations/{id}", "{\"name\":7}", "name"),
        new Bad("PATCH", "/conversations/{id}", "{\"name\":\"\"}", "name"),
        new Bad("PATCH", "/conversations/{id}", "{\"name\":\"a\\u0000\"}", "name"),
        new Bad("PATCH", "/conversations/{id}", "{\"avatar_url\":[]}", "avatar_url"),
        new Bad("PATCH", "/conversations/{id}", "{\"metadata\":7}", "metadata"),
        new Bad("PATCH", "/conversations/{id}", "{\"state\":\"gone\"}", "state"),
        new Bad("PATCH", "/conversations/{id}", "{\"state\":1}", "state"),
        Bad.open(group("\"history\":\"some\""), "history"),
        Bad.open(group("\"history\":1"), "history"),
        new Bad("PATCH", "/conversations/{id}", "{\"history\":\"none\"}", "history"),
        new Bad("POST", "/conversations/{id}/participants", "{}", "participant_ids"),
        new Bad(
            "POST",
            "/conversations/{id}/participants",
            "{\"participant_ids\":[]}",
            "participant_ids"),
        new Bad(
            "POST",
            "/conversations/{id}/participants",
            "{\"participant_ids\":[[]]}",
            "participant_ids[0]"),
        new Bad("PATCH", "/conversations/{id}/participants/bad-other", "{}", "role"),
        new Bad(
            "PATCH", "/conversations/{id}/participants/bad-other", "{\"role\":\"king\"}", "role"),
        new Bad("PUT", "/conversations/{id}/read", "{\"seq\":\"3\"}", "seq"),
        new Bad("PUT", "/conversations/{id}/read", "{\"seq\":1.5}", "seq"),
        new Bad("PUT", "/conversations/{id}/read", "{\"seq\":-1}", "seq"),
        new Bad("PUT", "/conversations/{id}/read", "{\"seq\":true}", "seq"),
        new Bad("PUT", "/conversations/{id}/read", "{\"seq\":99999999999999999999}", "body"),
        new Bad("PUT", "/conversations/{id}/read", "{\"seq\":" + "9".repeat(999) + "}", "body"),
        new Bad("PUT", "/conversations/{id}/delivered", "{}", "seq"),
        new Bad("PUT", "/conversations/{id}/delivered", "{\"seq\":null}", "seq"),
        new Bad("PUT", "/conversations/{id}/settings", "{\"pinned\":\"yes\"}", "pinned"),
        new Bad("PUT", "/conversations/{id}/settings", "{\"pinned\":1}", "pinned"),
        new Bad("PUT", "/conversations/{id}/settings", "{\"archived\":[]}", "archived"),
        new Bad("PUT", "/conversations/{id}/settings", "{\"muted_until\":\"soon\"}", "muted_until"),
        new Bad("PUT", "/conversations/{id}/settings", "{\"muted_until\":12}", "muted_until"),
        new Bad(
            "PUT",
            "/conversations/{id}/settings",
            "{\"muted_until\":\"+999999999-01-01T00:00:00Z\"}",
            "muted_until"),
        new Bad("PUT", "/users/me/profile", "{\"name\":\"\"}", "name"),
        new Bad("PUT", "/users/me/profile", "{\"name\":7}", "name"),
        new Bad("PUT", "/users/me/profile", "{\"name\":\"a\\u0000\"}", "name"),
        new Bad("PUT", "/users/me/profile", "{\"avatar_url\":\"data:x\"}", "avatar_url"),
        new Bad("PUT", "/users/me/profile", "", "body"),
        new Bad("PUT", "/blocks/bad-caller", "", "user_id"));
  }

  private static String group(String field) {
    return "{\"type\":\"group\",\"participant_ids\":[\"bad-new\"]," + field + "}";
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void saysWhichFieldIsWrongAndStoresNothing(Bad bad) {
    String before = everything();
    var answer =
        caller.send(
            bad.method(),
            bad.path().replace("{id}", group),
            bad.body().isEmpty() ? null : bad.body());

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertIsProblem(answer);
    assertThat(answer.code()).isEqualTo("validation_failed");
    assertThat(answer.json().path("errors").values())
        .extracting(e -> e.path("field").asString())
        .contains(bad.field());
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/conversations?limit=0",
        "/conversations?limit=101",
        "/conversations?limit=x",
        "/conversations?left=7",
        "/conversations?left=true&limit=0",
        "/conversations?left=true&cursor=x",
        "/conversations?limit=99999999999",
        "/conversations?cursor=x",
        "/conversations?cursor=%00",
        "/conversations?cursor=MSB4IHg",
        "/conversations?cursor=MSA5OTk5OTk5OTk5OTk5OTk5OTk5IHg",
        "/conversations?unread=maybe",
        "/conversations?type=club",
        "/conversations?context_type=%00",
        "/conversations?context_id=a%00b",
        "/conversations?archived=perhaps",
        "/conversations/not-a-uuid",
        "/conversations/00000000-0000-0000-0000-00000000000",
        "/conversations/%00",
        "/conversations/0-0-0-0-0",
        "/conversations/{id}/participants?limit=201",
        "/conversations/{id}/participants?cursor=!!!",
        "/conversations/{id}/receipts",
        "/conversations/{id}/receipts?seq=0",
        "/conversations/{id}/receipts?seq=x",
        "/users/%00/profile",
        "/users/%20/profile",
        "/users/a%0Ab/profile",
        "/blocks?limit=-1",
        "/blocks?cursor=AAAA",
        "/blocks/%00",
      })
  void refusesAnAddressThatCannotBe(String path) {
    var answer = caller.get(path.replace("{id}", group));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertIsProblem(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/conversations/{id}/nothing", "/", "/conversations/"})
  void answersAnUnknownAddressWithAProblem(String path) {
    var answer = caller.get(path.replace("{id}", group));
    assertThat(answer.status()).isEqualTo(404);
    assertIsProblem(answer);
  }

  @Test
  void answersAnUnknownMethodWithAProblem() {
    var answer = caller.send("PUT", "/conversations/" + group, "{}");
    assertThat(answer.status()).isEqualTo(405);
    assertIsProblem(answer);
  }

  @Test
  void readsNoBodyWithoutABound() {
    var answer = caller.post("/conversations", "{\"x\":\"" + "y".repeat(9_000_000) + "\"}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("too_large");
    var chunked = caller.postChunked("/conversations", "{\"x\":\"" + "y".repeat(9_000_000) + "\"}");
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.code()).isEqualTo("too_large");
  }

  @Test
  void ignoresFieldsItDoesNotKnow() {
    var answer =
        caller.post(
            "/conversations",
            "{\"type\":\"group\",\"participant_ids\":[\"bad-x\"],\"from_tomorrow\":{\"a\":[1]}}");
    assertThat(answer.status()).isEqualTo(201);
  }

  /// A thousand mutations of good requests: bytes flipped, dropped and doubled.
  @Test
  void survivesMutatedRequests() {
    Random random = new Random(20_261_121);
    List<String[]> requests =
        List.of(
            new String[] {
              "POST",
              "/conversations",
              "{\"type\":\"direct\",\"participant_ids\":[\"fuzz\"],\"context\":{\"type\":\"m\",\"id\":\"1\"}}"
            },
            new String[] {
              "PATCH", "/conversations/" + group, "{\"name\":\"A\",\"metadata\":{\"a\":[1,null]}}"
            },
            new String[] {"PUT", "/conversations/" + group + "/read", "{\"seq\":0}"},
            new String[] {
              "PUT",
              "/conversations/" + group + "/settings",
              "{\"muted_until\":\"2030-01-01T00:00:00Z\",\"pinned\":true,\"archived\":false}"
            },
            new String[] {"PUT", "/users/me/profile", "{\"name\":\"Ann\",\"avatar_url\":null}"});
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      String[] request = requests.get(i % requests.size());
      var answer = caller.send(request[0], request[1], mutated(request[2], random));
      assertThat(answer.status()).as(answer.text()).isLessThan(500);
      if (answer.status() >= 400) {
        assertIsProblem(answer);
      }
      statuses.add(answer.status());
    }
    assertThat(statuses).contains(200, 400);
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(4)) {
        case 0 -> mutated.deleteCharAt(at);
        case 1 -> mutated.insert(at, mutated.charAt(at));
        case 2 -> mutated.setCharAt(at, (char) random.nextInt(0x250));
        default ->
            mutated.insert(
                at, new String[] {"null", "[", "\\u0000", "1e999", "🚲"}[random.nextInt(5)]);
      }
    }
    return mutated.toString();
  }

  private static void assertIsProblem(Api.Answer answer) {
    assertThat(answer.raw().headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.json().path("code").asString("")).isNotEmpty();
    assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.text()).doesNotContain("Exception", "\tat ", "dev.parley", "org.spring");
  }

  private String everything() {
    return jdbc.sql(
            """
            SELECT (SELECT count(*) FROM conversation) || ' ' || (SELECT count(*) FROM participant)
              || ' ' || (SELECT sum(version) FROM conversation)
              || ' ' || (SELECT count(*) FROM block)
              || ' ' || (SELECT count(*) FROM conversation_context)
              || ' ' || (SELECT coalesce(sum(version), 0) FROM unread_version)
              || ' ' || (SELECT count(*) FROM profile)
            """)
        .query(String.class)
        .single();
  }
}
