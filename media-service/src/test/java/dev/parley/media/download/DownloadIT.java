package dev.parley.media.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.testing.Images;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DownloadIT extends MediaServiceTest {

  private static final String NOT_FOUND = "404 not_found";

  private HttpResponse<String> delete(String user, String id) {
    return send(as(user, "/api/v1/media/" + id).DELETE());
  }

  @Test
  void whomItWasSentToMayReadIt() {
    String id = uploaded("alice", Images.png(3, 4));
    MESSAGES.allow("bob", id);

    assertThat(json(get("bob", "/api/v1/media/" + id)).path("width").asInt()).isEqualTo(3);
    HttpResponse<String> content = get("bob", "/api/v1/media/" + id + "/content");
    assertThat(content.statusCode()).isEqualTo(302);
    assertThat(content.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(MESSAGES.tokens()).isNotEmpty().allMatch(t -> t.startsWith("Bearer "));
  }

  @Test
  void aStrangerLearnsNothing() {
    String id = uploaded("alice", Images.png(3, 4));
    String nothing = UUID.randomUUID().toString();

    for (String path : List.of("", "/content", "/content?variant=thumbnail")) {
      HttpResponse<String> there = get("eve", "/api/v1/media/" + id + path);
      HttpResponse<String> notThere = get("eve", "/api/v1/media/" + nothing + path);
      assertThat(problem(there)).isEqualTo(NOT_FOUND);
      assertThat(there.body().replace(id, "")).isEqualTo(notThere.body().replace(nothing, ""));
      assertThat(there.headers().firstValue("Location")).isEmpty();
    }
    assertThat(delete("eve", id).body().replace(id, ""))
        .isEqualTo(delete("eve", nothing).body().replace(nothing, ""));
    assertThat(problem(delete("eve", id))).isEqualTo(NOT_FOUND);
    assertThat(get("alice", "/api/v1/media/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void aStrangerLearnsNothingWhileMessageServiceIsAwayEither() {
    String id = uploaded("alice", Images.png(3, 4));
    MESSAGES.goAway();

    assertThat(problem(get("eve", "/api/v1/media/" + id))).isEqualTo("503 unavailable");
    assertThat(problem(get("eve", "/api/v1/media/" + UUID.randomUUID())))
        .isEqualTo("503 unavailable");
    assertThat(get("alice", "/api/v1/media/" + id).statusCode()).isEqualTo(200);

    MESSAGES.comeBack();
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(problem(get("eve", "/api/v1/media/" + id))).isEqualTo(NOT_FOUND));
  }

  @Test
  void aSignedUrlIsForThisFileAndAWhile() {
    String id = uploaded("alice", Images.png(3, 4));
    String other = uploaded("alice", Images.png(5, 6));
    String url =
        get("alice", "/api/v1/media/" + id + "/content")
            .headers()
            .firstValue("Location")
            .orElseThrow();

    assertThat(url).startsWith(S3.endpoint()).contains("X-Amz-Expires=300");
    assertThat(fetch(url)).isEqualTo(200);
    assertThat(fetch(url.replace(id, other))).isEqualTo(403);
    assertThat(fetch(url.replace("image%2Fpng", "text%2Fhtml"))).isEqualTo(403);
    assertThat(fetch(url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000"))).isEqualTo(403);
    assertThat(fetch(url.substring(0, url.indexOf('?')))).isEqualTo(403);
  }

  private static int fetch(String url) {
    return send(HttpRequest.newBuilder(URI.create(url))).statusCode();
  }

  @Test
  void theOriginalStandsInForSmallerOnes() {
    String id = uploaded("alice", Images.png(3, 4));
    for (String variant : List.of("original", "large", "thumbnail")) {
      assertThat(get("alice", "/api/v1/media/" + id + "/content?variant=" + variant).statusCode())
          .isEqualTo(302);
    }
    assertThat(problem(get("alice", "/api/v1/media/" + id + "/content?variant=tiny")))
        .isEqualTo("400 validation_failed");
  }

  @Test
  void theOwnerDeletesItForEveryone() {
    String id = uploaded("alice", Images.png(3, 4));
    MESSAGES.allow("bob", id);
    assertThat(problem(delete("bob", id))).isEqualTo("403 forbidden");

    assertThat(delete("alice", id).statusCode()).isEqualTo(204);
    for (String user : List.of("alice", "bob", "eve")) {
      assertThat(problem(get(user, "/api/v1/media/" + id))).isEqualTo(NOT_FOUND);
      assertThat(problem(get(user, "/api/v1/media/" + id + "/content"))).isEqualTo(NOT_FOUND);
    }
    assertThat(delete("alice", id).statusCode()).isEqualTo(204);
    assertThat(internal("alice", id)).isEmpty();
    Awaitility.await().until(() -> S3.objects().stream().noneMatch(name -> name.contains(id)));
  }

  @Test
  void whatIsDeletedWhileTheStoreIsAwayGoesLater() {
    String id = uploaded("alice", Images.png(3, 4));
    S3.cutAfter(0);
    assertThat(delete("alice", id).statusCode()).isEqualTo(204);
    assertThat(problem(get("alice", "/api/v1/media/" + id))).isEqualTo(NOT_FOUND);
    assertThat(S3.objects()).anyMatch(name -> name.contains(id));

    S3.mend();
    Awaitility.await().until(() -> S3.objects().stream().noneMatch(name -> name.contains(id)));
  }

  private JsonNode internal(String owner, String... ids) {
    HttpResponse<String> response =
        send(
            request("/internal/media")
                .header("Authorization", "Bearer " + Tokens.internal("message-service"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"owner_id\":\"%s\",\"media_ids\":[\"%s\"]}"
                            .formatted(owner, String.join("\",\"", ids)))));
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response).path("items");
  }

  @Test
  void messageServiceLearnsWhatItsSenderOwns() {
    String id = uploaded("alice", Images.png(3, 4));
    String others = uploaded("bob", Images.png(5, 6));

    JsonNode items = internal("alice", id, others, UUID.randomUUID().toString());
    assertThat(items).hasSize(1);
    JsonNode item = items.path(0);
    assertThat(item.path("media_id").asString()).isEqualTo(id);
    assertThat(item.path("owner_id").asString()).isEqualTo("alice");
    assertThat(item.path("status").asString()).isEqualTo("ready");
    assertThat(item.path("content_type").asString()).isEqualTo("image/png");
    assertThat(item.path("size").asLong()).isPositive();
    assertThat(item.path("width").asInt()).isEqualTo(3);
    assertThat(item.path("height").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/media",
        "/%69nternal/media",
        "/internal%2Fmedia",
        "/internal;x=1/media",
        "/x/../internal/media",
        "//internal/media"
      })
  void theInternalSideIsClosedToUsers(String path) {
    HttpResponse<String> response =
        send(
            as("alice", path)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"owner_id\":\"bob\",\"media_ids\":[]}")));
    assertThat(response.statusCode()).isBetween(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1-1-1-1-1", "00000000-0000-7000-8000-00000000000g", "%00"})
  void whatIsNoIdIsRefused(String id) {
    assertThat(get("alice", "/api/v1/media/" + id).statusCode()).isBetween(400, 404);
  }
}
