package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Api;
import dev.parley.media.Form;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MediaServiceTest
class UploadIT {

  @LocalServerPort int port;
  @Autowired Stored stored;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  static Stream<Arguments> images() {
    return Stream.of(
        Arguments.of(Images.png(640, 480), "image/png", 640, 480),
        Arguments.of(Images.jpeg(320, 200), "image/jpeg", 320, 200),
        Arguments.of(
            Images.withOrientation(Images.jpeg(320, 200), 6, true), "image/jpeg", 200, 320),
        Arguments.of(Images.gif(30, 20), "image/gif", 30, 20),
        Arguments.of(Images.lossyWebp(), "image/webp", 7, 5),
        Arguments.of(Images.animatedWebp(), "image/webp", 7, 5));
  }

  @ParameterizedTest
  @MethodSource("images")
  void takesAnImageForWhatItIs(byte[] file, String type, int width, int height) {
    Api.Answer answer =
        api.as("upload-ann")
            .upload(new Form().file("file", "whatever.exe", "text/html", file).bytes());

    assertThat(answer.status()).isEqualTo(201);
    var media = answer.json();
    assertThat(answer.header("Location")).isEqualTo("/api/v1/media/" + answer.mediaId());
    assertThat(media.path("status").asString()).isEqualTo("ready");
    assertThat(media.path("content_type").asString()).isEqualTo(type);
    assertThat(media.path("width").asInt()).isEqualTo(width);
    assertThat(media.path("height").asInt()).isEqualTo(height);
    assertThat(media.path("size").asInt()).isPositive();
    assertThat(media.path("file_name").asString()).isEqualTo("whatever.exe");
    assertThat(media.path("created_at").asString()).matches("\\S+\\.\\d{6}Z");
    assertThat(media.has("owner_id")).isFalse();
    assertThat(api.as("upload-ann").get("/api/v1/media/" + answer.mediaId()).json())
        .isEqualTo(media);
    assertThat(stored.hasObjects(answer.mediaId())).isTrue();
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() {
    byte[] form =
        new Form()
            .field("caption", "a cat")
            .file("file", "cat.png", "image/png", Images.png(2, 2))
            .field("owner_id", "someone-else")
            .bytes();
    Api.Answer answer = api.as("upload-fay").upload(form);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(stored.statusesOf("upload-fay")).containsExactly("ready");
  }

  @Test
  void keepsANameFitToBeShown() {
    byte[] png = Images.png(1, 1);
    assertThat(nameOf("Große Katze.png", png)).isEqualTo("Große Katze.png");
    assertThat(nameOf("../../etc/cat.png", png)).isEqualTo("cat.png");
    assertThat(nameOf("C:\\\\fakepath\\\\cat.png", png)).isEqualTo("cat.png");
    assertThat(nameOf("a\tb\u202e.png", png)).isEqualTo("ab.png");
    assertThat(nameOf("😀".repeat(300) + ".png", png)).hasSize(251 * 2 + 4).endsWith("😀.png");
    assertThat(nameOf("", png)).isEmpty();
    assertThat(nameOf("..", png)).isEmpty();
    Api.Answer extended =
        api.as("upload-ned")
            .upload(
                new Form()
                    .part(
                        "Content-Disposition: form-data; name=\"file\";"
                            + " filename*=UTF-8''%e7%8c%ab.png",
                        png)
                    .bytes());
    assertThat(extended.json().path("file_name").asString()).isEqualTo("猫.png");
  }

  private String nameOf(String claimed, byte[] file) {
    Api.Answer answer = api.as("upload-ned").upload(claimed, file);
    assertThat(answer.status()).as(claimed).isEqualTo(201);
    return answer.json().path("file_name").asString("");
  }

  @Test
  void answersTheOwnersQuestionOfTheOtherServices() {
    String id = api.as("upload-ida").uploaded("cat.png", Images.png(12, 8));
    String others = api.as("upload-other").uploaded("dog.png", Images.png(1, 1));
    var items =
        api.service()
            .postJson(
                "/internal/media",
                "{\"owner_id\":\"upload-ida\",\"media_ids\":[\"%s\",\"%s\",\"%s\"]}"
                    .formatted(id, others, java.util.UUID.randomUUID()))
            .json()
            .path("items");
    assertThat(items).hasSize(1);
    var item = items.get(0);
    assertThat(item.path("media_id").asString()).isEqualTo(id);
    assertThat(item.path("owner_id").asString()).isEqualTo("upload-ida");
    assertThat(item.path("status").asString()).isEqualTo("ready");
    assertThat(item.path("content_type").asString()).isEqualTo("image/png");
    assertThat(item.path("width").asInt()).isEqualTo(12);
    assertThat(item.path("height").asInt()).isEqualTo(8);
    assertThat(item.path("size").asInt()).isPositive();
    assertThat(item.path("file_name").asString()).isEqualTo("cat.png");
  }
}
