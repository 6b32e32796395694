package dev.parley.media.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MediaServiceTest
class ReadingIT {

  private static final String OWNER = "reading-owner";
  private static final String FRIEND = "reading-friend";
  private static final String STRANGER = "reading-stranger";

  @LocalServerPort int port;
  @Autowired Stored stored;
  @Autowired CircuitBreakerRegistry breakers;
  private Api api;
  private String id = "";

  @BeforeEach
  void uploadOne() {
    api = new Api(port);
    id = api.as(OWNER).uploaded("secret-name.png", Images.png(9, 4));
  }

  @AfterEach
  void mend() {
    MediaServers.MESSAGES.work();
    breakers.circuitBreaker("message-service").reset();
  }

  @Test
  void showsItToTheParticipantsOfAConversationItWasSentTo() {
    MediaServers.MESSAGES.share(id, FRIEND);
    Api.Answer seen = api.as(FRIEND).get(path());
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json()).isEqualTo(api.as(OWNER).get(path()).json());
    assertThat(api.as(FRIEND).get(path() + "/content").status()).isEqualTo(302);
  }

  @Test
  void showsItNoMoreToAFormerParticipant() {
    MediaServers.MESSAGES.share(id, FRIEND);
    assertThat(api.as(FRIEND).get(path()).status()).isEqualTo(200);
    MediaServers.MESSAGES.unshare(id, FRIEND);
    assertThat(api.as(FRIEND).get(path()).refusal()).isEqualTo("404 not_found");
    assertThat(api.as(FRIEND).get(path() + "/content").refusal()).isEqualTo("404 not_found");
    assertThat(api.as(FRIEND).delete(path()).refusal()).isEqualTo("404 not_found");
  }

  @Test
  void tellsAStrangerNothingOnAnyRoute() {
    String missing = UUID.randomUUID().toString();
    for (String suffix : List.of("", "/content", "/content?variant=thumbnail")) {
      assertSame(
          api.as(STRANGER).get(path() + suffix),
          api.as(STRANGER).get(path().replace(id, missing) + suffix),
          missing);
    }
    assertSame(
        api.as(STRANGER).delete(path()),
        api.as(STRANGER).delete("/api/v1/media/" + missing),
        missing);
    assertThat(stored.hasObjects(id)).isTrue();
    assertThat(api.as(OWNER).get(path()).status()).isEqualTo(200);
  }

  @Test
  void tellsAStrangerNothingWhileMessageServiceIsDown() {
    MediaServers.MESSAGES.fail();
    String missing = UUID.randomUUID().toString();
    Api.Answer there = api.as(STRANGER).get(path());
    assertThat(there.refusal()).isEqualTo("503 unavailable");
    assertSame(there, api.as(STRANGER).get("/api/v1/media/" + missing), missing);
    assertSame(
        api.as(STRANGER).delete(path()),
        api.as(STRANGER).delete("/api/v1/media/" + missing),
        missing);
  }

  /// The same in all but the id that was asked for.
  private void assertSame(Api.Answer there, Api.Answer missing, String missingId) {
    assertThat(there.status()).isEqualTo(missing.status()).isIn(404, 503);
    assertThat(there.text().replace(id, missingId)).isEqualTo(missing.text());
    assertThat(there.raw().headers().map().keySet())
        .isEqualTo(missing.raw().headers().map().keySet());
    assertThat(there.text()).doesNotContain("secret-name").doesNotContain(OWNER);
  }

  @Test
  void servesItsOwnerWhileMessageServiceIsDown() {
    MediaServers.MESSAGES.share(id, FRIEND);
    MediaServers.MESSAGES.fail();
    assertThat(api.as(OWNER).get(path()).status()).isEqualTo(200);
    assertThat(api.as(OWNER).get(path() + "/content").status()).isEqualTo(302);
    Api.Answer others = api.as(FRIEND).get(path());
    assertThat(others.refusal()).isEqualTo("503 unavailable");
    assertThat(others.header("Retry-After")).isEqualTo("1");
    MediaServers.MESSAGES.work();
    breakers.circuitBreaker("message-service").reset();
    assertThat(api.as(FRIEND).get(path()).status()).isEqualTo(200);
  }

  @Test
  void doesNotAskForLongWhileMessageServiceIsDown() {
    MediaServers.MESSAGES.fail();
    for (int i = 0; i < 20; i++) {
      assertThat(api.as(STRANGER).get(path()).refusal()).isEqualTo("503 unavailable");
    }
    int before = MediaServers.MESSAGES.questions();
    assertThat(api.as(STRANGER).get(path()).refusal()).isEqualTo("503 unavailable");
    assertThat(MediaServers.MESSAGES.questions()).isEqualTo(before);
  }

  @Test
  void letsOnlyTheOwnerDelete() {
    MediaServers.MESSAGES.share(id, FRIEND);
    assertThat(api.as(FRIEND).delete(path()).refusal()).isEqualTo("403 forbidden");
    assertThat(api.as(OWNER).get(path()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "null",
        "0-0-0-0-0",
        "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
        "00000000-0000-7000-8000-00000000000g",
        "%00",
        "a%0Ab",
        "00000000-0000-7000-8000-0000000000000"
      })
  void refusesWhatIsNoId(String wrong) {
    for (Api.Answer answer :
        List.of(
            api.as(OWNER).get("/api/v1/media/" + wrong),
            api.as(OWNER).get("/api/v1/media/" + wrong + "/content"),
            api.as(OWNER).delete("/api/v1/media/" + wrong))) {
      assertThat(answer.status()).as(answer.text()).isIn(400, 404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "ORIGINAL", "original,large", "%00"})
  void refusesAVariantThatIsNone(String wrong) {
    Api.Answer answer = api.as(OWNER).get(path() + "/content?variant=" + wrong);
    assertThat(answer.refusal()).isEqualTo("400 validation_failed");
    assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("variant");
  }

  @Test
  void takesAUsersTokenOnly() {
    for (String token : List.of("x", Tokens.internal("message-service"))) {
      assertThat(api.with(token).get(path()).refusal()).isEqualTo("401 unauthenticated");
      assertThat(api.with(token).get(path() + "/content").refusal())
          .isEqualTo("401 unauthenticated");
      assertThat(api.with(token).delete(path()).refusal()).isEqualTo("401 unauthenticated");
    }
  }

  @Test
  void answersServicesOnlyOnTheInternalApi() {
    String question = "{\"owner_id\":\"%s\",\"media_ids\":[\"%s\"]}".formatted(OWNER, id);
    assertThat(api.as(OWNER).postJson("/internal/media", question).refusal())
        .isEqualTo("401 unauthenticated");
    assertThat(api.service().postJson("/internal/media", question).status()).isEqualTo(200);
    assertThat(
            api.service()
                .postJson("/internal/media", question.replace(OWNER, STRANGER))
                .json()
                .path("items"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"owner_id\":\"a\"}",
        "{\"media_ids\":[]}",
        "{\"owner_id\":\"\",\"media_ids\":[]}",
        "{\"owner_id\":1,\"media_ids\":[]}",
        "{\"owner_id\":\"a\",\"media_ids\":[\"x\"]}",
        "{\"owner_id\":\"a\",\"media_ids\":[null]}",
        "{\"owner_id\":\"a\",\"media_ids\":{}}",
        "{\"owner_id\":\"a\\u0000\",\"media_ids\":[]}",
        "{\"owner_id\":\"a\",\"media_ids\":[]",
        "\u0000"
      })
  void refusesABrokenQuestion(String json) {
    assertThat(api.service().postJson("/internal/media", json).refusal())
        .isEqualTo("400 validation_failed");
  }

  @Test
  void answersAnEmptyQuestion() {
    Api.Answer answer =
        api.service().postJson("/internal/media", "{\"owner_id\":\"a\",\"media_ids\":[]}");
    assertThat(answer.text()).isEqualTo("{\"items\":[]}");
  }

  private String path() {
    return "/api/v1/media/" + id;
  }
}
