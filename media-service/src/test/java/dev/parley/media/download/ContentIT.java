package dev.parley.media.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.MediaId;
import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectUrls;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@MediaServiceTest
class ContentIT {

  private static final String OWNER = "content-owner";

  @LocalServerPort int port;
  @Autowired ObjectUrls urls;
  @Autowired JdbcClient jdbc;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void leadsToTheBytesUnderTheTypeAndNameThatWereFound() {
    byte[] file = Images.jpeg(60, 40);
    String id = api.as(OWNER).uploaded("Große Katze.html", file);

    Api.Answer answer = api.as(OWNER).get("/api/v1/media/" + id + "/content");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Cache-Control")).contains("private").doesNotContain("public");
    assertThat(answer.header("Vary")).contains("Authorization");
    assertThat(answer.header("Location")).startsWith(MediaServers.OBJECTS.endpoint() + "/");
    Api.Answer content = api.fetch(answer.header("Location"));
    assertThat(content.status()).isEqualTo(200);
    assertThat(content.bytes()).isEqualTo(file);
    assertThat(content.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(content.header("Content-Disposition"))
        .isEqualTo(
            "inline; filename=\"Gro_e Katze.html.jpg\";"
                + " filename*=UTF-8''Gro%C3%9Fe%20Katze.html.jpg");
    assertThat(content.header("Cache-Control")).isEqualTo("private, max-age=300");
  }

  /// As spreadsheets write it in Europe, and as everything else does.
  @ParameterizedTest
  @CsvSource({"ISO-8859-1, text/plain", "UTF-8, text/plain; charset=utf-8"})
  void letsATextBeSavedInItsOwnLetters(String charset, String served) throws Exception {
    byte[] text = "Größe;Länge\r\nÄÖÜäöüß;éèàçñ\r\n".getBytes(charset);
    String id = api.as(OWNER).uploaded("sizes.vbs", text);
    Api.Answer found = api.as(OWNER).get("/api/v1/media/" + id);
    assertThat(found.json().path("content_type").asString()).isEqualTo("text/plain");
    assertThat(found.json().path("file_name").asString()).isEqualTo("sizes.vbs");
    Api.Answer answer = api.as(OWNER).get("/api/v1/media/" + id + "/content");
    Api.Answer content = api.fetch(answer.header("Location"));
    assertThat(content.bytes()).isEqualTo(text);
    assertThat(content.header("Content-Type")).isEqualToIgnoringWhitespace(served);
    assertThat(content.header("Content-Disposition"))
        .startsWith("attachment; filename=\"sizes.vbs.txt\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "large", "thumbnail"})
  void standsInForVariantsThatAreNotNeeded(String variant) {
    byte[] file = Images.png(16, 16);
    String id = api.as(OWNER).uploaded("", file);
    Api.Answer answer = api.as(OWNER).get("/api/v1/media/" + id + "/content?variant=" + variant);
    Api.Answer content = api.fetch(answer.header("Location"));
    assertThat(content.bytes()).isEqualTo(file);
    assertThat(content.header("Content-Disposition")).contains("filename=\"" + id + ".png\"");
  }

  @Test
  void opensNothingWithAChangedUrl() {
    String id = api.as(OWNER).uploaded("a.png", Images.png(1, 1));
    String other = api.as(OWNER).uploaded("b.png", Images.png(1, 1));
    String url = api.as(OWNER).get("/api/v1/media/" + id + "/content").header("Location");
    assertThat(url).contains("response-content-type=image%2Fpng");
    assertThat(api.fetch(url.replace("image%2Fpng", "text%2Fhtml")).status()).isEqualTo(403);
    assertThat(api.fetch(url.replace(id, other)).status()).isEqualTo(403);
    assertThat(api.fetch(url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000")).status())
        .isEqualTo(403);
    assertThat(api.fetch(url.substring(0, url.indexOf('?'))).status()).isEqualTo(403);
    assertThat(api.fetch(url).status()).isEqualTo(200);
  }

  @Test
  void opensNothingOnceItsTimeIsOver() {
    String id = api.as(OWNER).uploaded("a.png", Images.png(1, 1));
    String url =
        urls.signed(
                ObjectKey.original(MediaId.of(id)), Duration.ofSeconds(2), "image/png", "inline")
            .toString();
    assertThat(api.fetch(url).status()).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(api.fetch(url).status()).isEqualTo(403));
  }

  @Test
  void saysThatThereIsNoPictureOfADocument() {
    String id = api.as(OWNER).uploaded("a.txt", Images.text("Dear Ben, see you at nine."));
    String path = "/api/v1/media/" + id + "/content";
    for (String variant : List.of("thumbnail", "large")) {
      Api.Answer answer = api.as(OWNER).get(path + "?variant=" + variant);
      assertThat(answer.refusal()).isEqualTo("404 not_found");
      assertThat(answer.json().path("detail").asString()).contains("no picture");
    }
    assertThat(api.as(OWNER).get(path).status()).isEqualTo(302);
  }

  @Test
  void saysWhyThereIsNoContentOfWhatWasRejected() {
    String id = api.as(OWNER).uploaded("a.png", Images.png(1, 1));
    jdbc.sql("UPDATE media SET status = 'rejected', reason = 'malware' WHERE id = ?::uuid")
        .param(id)
        .update();
    Api.Answer answer = api.as(OWNER).get("/api/v1/media/" + id + "/content");
    assertThat(answer.refusal()).isEqualTo("409 conflict");
    assertThat(answer.json().path("detail").asString()).contains("rejected: malware");
  }

  @Test
  void refusesContentThatIsNotReady() {
    String id = api.as(OWNER).uploaded("a.png", Images.png(1, 1));
    jdbc.sql("UPDATE media SET status = 'pending' WHERE id = ?::uuid").param(id).update();
    MediaServers.MESSAGES.share(id, "content-friend");
    assertThat(api.as(OWNER).get("/api/v1/media/" + id).json().path("status").asString())
        .isEqualTo("pending");
    assertThat(api.as(OWNER).get("/api/v1/media/" + id + "/content").refusal())
        .isEqualTo("409 conflict");
    assertThat(api.as("content-friend").get("/api/v1/media/" + id).status()).isEqualTo(200);
    assertThat(api.as("content-friend").get("/api/v1/media/" + id + "/content").refusal())
        .isEqualTo("409 conflict");
  }
}
