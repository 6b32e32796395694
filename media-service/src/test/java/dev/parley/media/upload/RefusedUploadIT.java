package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.media.Api;
import dev.parley.media.Form;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Whatever is sent: a problem document, no record, no object.
@MediaServiceTest
class RefusedUploadIT {

  private static final String USER = "refused-ann";
  private static final String MULTIPART = "multipart/form-data; boundary=" + Form.BOUNDARY;
  private static final int MEBIBYTE = 1024 * 1024;

  @LocalServerPort int port;
  @Autowired Stored stored;
  private Api api;
  private List<String> objectsBefore = List.of();

  @BeforeEach
  void connect() {
    api = new Api(port);
    objectsBefore = stored.objects();
  }

  @AfterEach
  void storedNothing() {
    assertThat(stored.recordsOf(USER)).isZero();
    assertThat(objectsBefore).containsAll(stored.objects());
  }

  static Stream<Arguments> hostileFiles() {
    byte[] png = Images.png(50, 50);
    return Stream.of(
        Arguments.of("image.png", Images.text("<svg xmlns='http://www.w3.org/2000/svg'/>")),
        Arguments.of("image.svg", Images.text("<?xml version='1.0'?><svg onload='alert(1)'/>")),
        Arguments.of("page.gif", Images.text("<html><script>alert(1)</script></html>")),
        Arguments.of("polyglot.gif", Images.text("GIF89a/*<script>alert(1)</script>*/=1;")),
        Arguments.of("cut.png", Arrays.copyOf(png, png.length - 20)),
        Arguments.of("head.png", Arrays.copyOf(png, 33)),
        Arguments.of("cut.jpg", Arrays.copyOf(Images.jpeg(50, 50), 300)),
        Arguments.of("film.mp4", Images.text("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom")),
        Arguments.of("paper.pdf", Images.text("%PDF-1.7 and more")),
        Arguments.of("program.jpg", Images.text("MZ\u0090\0\u0003\0\0\0")),
        Arguments.of("one.png", Images.text("x")));
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void refusesWhatIsNoWholeImage(String name, byte[] file) {
    byte[] form = new Form().file("file", name, "image/png", file).bytes();
    assertProblem(api.as(USER).upload(form), "415 unsupported_media");
  }

  @Test
  void refusesAPictureOfTooManyPixels() {
    assertProblem(
        api.as(USER).upload("bomb.png", Images.pngSaying(60_000, 60_000)), "413 too_large");
  }

  @Test
  void refusesAnEmptyFile() {
    Api.Answer answer = api.as(USER).upload("empty.png", new byte[0]);
    assertProblem(answer, "400 validation_failed");
    assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("file");
  }

  @ParameterizedTest
  @ValueSource(ints = {25 * MEBIBYTE + 1, 26 * MEBIBYTE, 40 * MEBIBYTE})
  void refusesAFileThatIsTooLarge(int size) {
    byte[] file = Images.concat(Images.png(1, 1), new byte[size]);
    assertProblem(api.as(USER).upload("large.png", Arrays.copyOf(file, size)), "413 too_large");
  }

  @Test
  void refusesAFileThatIsTooLargeAndDoesNotSaySo() {
    byte[] form = Form.withFile("large.png", new byte[30 * MEBIBYTE]).bytes();
    Api.Answer answer =
        api.as(USER)
            .post(
                "/api/v1/media",
                MULTIPART,
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(form)));
    assertProblem(answer, "413 too_large");
  }

  static Stream<Arguments> brokenForms() {
    byte[] png = Images.png(1, 1);
    return Stream.of(
        Arguments.of("empty", new byte[0]),
        Arguments.of("no parts", new Form().bytes()),
        Arguments.of("no end", Form.withFile("cat.png", png).openBytes()),
        Arguments.of("no boundary in it", Images.text("hello")),
        Arguments.of("another field", new Form().file("picture", "a.png", null, png).bytes()),
        Arguments.of("no file name", new Form().field("file", "text").bytes()),
        Arguments.of(
            "two files",
            new Form().file("file", "a.png", null, png).file("file", "b.png", null, png).bytes()),
        Arguments.of(
            "a second file elsewhere",
            new Form().file("file", "a.png", null, png).file("other", "b.png", null, png).bytes()),
        Arguments.of("NUL in the name", Form.withFile("cat\0.png", png).bytes()),
        Arguments.of(
            "NUL in the encoded name",
            new Form()
                .part(
                    "Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''a%00b.png",
                    png)
                .bytes()),
        Arguments.of(
            "broken encoded name",
            new Form()
                .part("Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''%zz", png)
                .bytes()),
        Arguments.of(
            "unknown charset",
            new Form()
                .part("Content-Disposition: form-data; name=\"file\"; filename*=x-y''a.png", png)
                .bytes()),
        Arguments.of("no disposition", new Form().part("Content-Type: image/png", png).bytes()),
        Arguments.of("no header's end", new Form().raw("--" + Form.BOUNDARY + "\r\nX: y").bytes()),
        Arguments.of("many parts", manyParts(200)));
  }

  private static byte[] manyParts(int count) {
    Form form = new Form();
    for (int i = 0; i < count; i++) {
      form.field("field" + i, "x");
    }
    return form.file("file", "a.png", null, Images.png(1, 1)).bytes();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenForms")
  void refusesABrokenForm(String what, byte[] form) {
    Api.Answer answer = api.as(USER).upload(form);
    assertThat(answer.status()).as("%s: %s", what, answer.text()).isBetween(400, 413);
    assertProblem(answer, answer.status() == 413 ? "413 too_large" : "400 validation_failed");
  }

  @Test
  void refusesAPartWithEndlessHeaders() {
    byte[] form =
        new Form()
            .part(
                "Content-Disposition: form-data; name=\"file\"; filename=\""
                    + "a".repeat(100_000)
                    + "\"",
                Images.png(1, 1))
            .bytes();
    Api.Answer answer = api.as(USER).upload(form);
    assertThat(answer.status()).isIn(400, 413);
  }

  @Test
  void refusesOtherBodies() {
    byte[] png = Images.png(1, 1);
    Api.User user = api.as(USER);
    assertProblem(user.post("/api/v1/media", "image/png", png), "415 unsupported_media");
    assertProblem(user.postJson("/api/v1/media", "{}"), "415 unsupported_media");
    assertProblem(
        user.post("/api/v1/media", "multipart/mixed; boundary=x", png), "415 unsupported_media");
    assertProblem(user.post("/api/v1/media", "multipart/form-data", png), "400 validation_failed");
    assertProblem(
        user.post("/api/v1/media", "multipart/form-data; boundary=" + "b".repeat(500), png),
        "400 validation_failed");
  }

  @Test
  void survivesNoise() {
    Random random = new Random(11);
    byte[] form = Form.withFile("cat.png", Images.png(20, 20)).bytes();
    for (int round = 0; round < 60; round++) {
      byte[] damaged = form.clone();
      for (int i = 0; i < 6; i++) {
        damaged[random.nextInt(220)] = (byte) random.nextInt();
      }
      Api.Answer answer = api.as("refused-noise").upload(damaged);
      assertThat(answer.status()).as(answer.text()).isLessThan(500);
    }
  }

  @Test
  void refusesWhoShowsNoToken() {
    byte[] form = Form.withFile("cat.png", Images.png(1, 1)).bytes();
    assertProblem(api.with("nonsense").upload(form), "401 unauthenticated");
    assertProblem(api.with(Tokens.internal("message-service")).upload(form), "401 unauthenticated");
    assertProblem(
        api.with(Tokens.user(USER).algorithm("none").encode()).upload(form), "401 unauthenticated");
  }

  /// Were it received, its being broken would be noticed first.
  @Test
  void receivesNothingForAPathThatIsNotThere() {
    byte[] form = Images.text("this is no form");
    assertProblem(api.as(USER).post("/api/v1/medias", MULTIPART, form), "404 not_found");
  }

  private static void assertProblem(Api.Answer answer, String expected) {
    assertThat(answer.refusal()).as(answer.text()).isEqualTo(expected);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("at dev.");
  }
}
