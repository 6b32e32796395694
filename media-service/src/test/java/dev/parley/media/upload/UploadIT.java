package dev.parley.media.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.KafkaBroker;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.testing.Images;
import dev.parley.media.testing.S3Server;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UploadIT extends MediaServiceTest {

  private static final int MAX_FILE = 25 * 1024 * 1024;

  @Autowired private JdbcClient jdbc;

  private int rows() {
    return jdbc.sql("SELECT count(*) FROM media WHERE deleted_at IS NULL")
        .query(Integer.class)
        .single();
  }

  @ParameterizedTest
  @CsvSource({"png, image/png", "jpeg, image/jpeg", "gif, image/gif"})
  void keepsAnImageAndSaysWhatItIs(String format, String contentType) {
    byte[] content = Images.image(format, 30, 20);
    HttpResponse<String> response = upload("alice", "holiday.bin", content);

    assertThat(response.statusCode()).isEqualTo(201);
    JsonNode media = json(response);
    String id = media.path("media_id").asString();
    assertThat(response.headers().firstValue("Location")).contains("/api/v1/media/" + id);
    assertThat(media.path("status").asString()).isEqualTo("ready");
    assertThat(media.path("content_type").asString()).isEqualTo(contentType);
    assertThat(media.path("size").asLong()).isEqualTo(content.length);
    assertThat(media.path("width").asInt()).isEqualTo(30);
    assertThat(media.path("height").asInt()).isEqualTo(20);
    assertThat(media.path("file_name").asString()).isEqualTo("holiday.bin");
    assertThat(media.path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(media.has("owner_id")).isFalse();
    assertThat(json(get("alice", "/api/v1/media/" + id))).isEqualTo(media);

    HttpResponse<byte[]> bytes = fetch("alice", id);
    assertThat(bytes.body()).isEqualTo(content);
    assertThat(bytes.headers().firstValue("Content-Type")).contains(contentType);
  }

  private HttpResponse<byte[]> fetch(String user, String id) {
    String url =
        get(user, "/api/v1/media/" + id + "/content")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return send(HttpRequest.newBuilder(URI.create(url)), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void keepsWebpToo() {
    assertThat(json(upload("alice", "a.webp", Images.webp())).path("content_type").asString())
        .isEqualTo("image/webp");
  }

  @Test
  void takesTheLargestFileAndNoByteMore() {
    byte[] file = Arrays.copyOf(Images.png(5, 5), MAX_FILE);
    String id = json(upload("alice", "a.png", file)).path("media_id").asString();
    assertThat(fetch("alice", id).body()).hasSize(MAX_FILE);

    HttpResponse<String> refused = upload("alice", "a.png", Arrays.copyOf(file, MAX_FILE + 1));
    assertThat(problem(refused)).isEqualTo("413 too_large");
    HttpResponse<String> far = upload("alice", "a.png", Arrays.copyOf(file, 2 * MAX_FILE));
    assertThat(problem(far)).isEqualTo("413 too_large");
  }

  @Test
  void goesByWhatAFileIsAndNotByItsName() {
    int before = rows();
    String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    String html = "<!doctype html><html><script>alert(1)</script></html>";
    for (String content : List.of(svg, html, "plain text", "\u0089PNG\r\n\u001a\n" + html)) {
      assertThat(problem(upload("alice", "picture.png", content.getBytes(UTF_8))))
          .isEqualTo("415 unsupported_media");
    }
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void anImageThatIsAlsoAPageIsOnlyEverServedAsAnImage() {
    byte[] gif = Images.image("gif", 2, 2);
    byte[] page = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
    byte[] both = Arrays.copyOf(gif, gif.length + page.length);
    System.arraycopy(page, 0, both, gif.length, page.length);
    String id = json(upload("alice", "page.html", both)).path("media_id").asString();

    HttpResponse<byte[]> bytes = fetch("alice", id);
    assertThat(bytes.headers().firstValue("Content-Type")).contains("image/gif");
    assertThat(bytes.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("inline; filename")
        .contains("page.html");
  }

  @Test
  void refusesWhatWouldFillAViewersMemory() {
    assertThat(problem(upload("alice", "a.png", Images.pngThatSays(100_000, 2))))
        .isEqualTo("413 too_large");
    assertThat(problem(upload("alice", "a.png", Images.pngThatSays(16_000, 16_000))))
        .isEqualTo("413 too_large");
    assertThat(
            problem(
                upload("alice", "a.png", Images.pngThatSays(Integer.MAX_VALUE, Integer.MAX_VALUE))))
        .isEqualTo("413 too_large");
  }

  @Test
  void refusesWhatIsNoUpload() {
    byte[] png = Images.png(1, 1);
    assertThat(problem(upload("alice", "a.png", new byte[0]))).isEqualTo("400 validation_failed");
    assertThat(problem(uploadPart("alice", "other", "a.png", png)))
        .isEqualTo("400 validation_failed");
    assertThat(problem(upload("alice", "a\0b.png", png))).startsWith("400 ");
    assertThat(problem(multipart("multipart/form-data; boundary=x", "no boundary here")))
        .isEqualTo("400 validation_failed");
    assertThat(problem(multipart("multipart/form-data", "x"))).isEqualTo("400 validation_failed");
    assertThat(problem(multipart("application/json", "{}"))).isEqualTo("415 unsupported_media");
    assertThat(problem(send(request("/api/v1/media").POST(HttpRequest.BodyPublishers.noBody()))))
        .isEqualTo("401 unauthenticated");
  }

  private HttpResponse<String> multipart(String contentType, String body) {
    return send(
        as("alice", "/api/v1/media")
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void tellsTheOthersOnceItIsReady() {
    String id = uploaded("dora", Images.png(7, 8));

    ConsumerRecord<String, String> event = eventOf(id);
    assertThat(event.key()).isEqualTo(id);
    assertThat(new String(event.headers().lastHeader("ce_type").value(), UTF_8))
        .isEqualTo("media.ready");
    assertThat(new String(event.headers().lastHeader("ce_subject").value(), UTF_8)).isEqualTo(id);
    JsonNode body = JsonMapper.shared().readTree(event.value());
    assertThat(body.path("media_id").asString()).isEqualTo(id);
    assertThat(body.path("owner_id").asString()).isEqualTo("dora");
    assertThat(body.path("status").asString()).isEqualTo("ready");
    assertThat(body.path("width").asInt()).isEqualTo(7);
  }

  private static ConsumerRecord<String, String> eventOf(String id) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            KafkaBroker.bootstrapServers(),
            "group.id",
            "upload-" + id,
            "auto.offset.reset",
            "earliest");
    List<ConsumerRecord<String, String>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("media.ready"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(record -> {
                  if (id.equals(record.key())) {
                    found.add(record);
                  }
                });
            return !found.isEmpty();
          });
    }
    return found.getFirst();
  }

  @Test
  void anUploadThatTheStoreLosesMidwayIsUnavailableAndLeavesNothing() {
    int before = rows();
    byte[] file = Arrays.copyOf(Images.png(5, 5), 3_000_000);
    S3.cutAfter(1_000_000);

    HttpResponse<String> refused = upload("alice", "a.png", file);
    assertThat(problem(refused)).isEqualTo("503 unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(rows()).isEqualTo(before);

    S3.mend();
    String id = uploaded("alice", file);
    assertThat(fetch("alice", id).body()).isEqualTo(file);
    assertThat(S3.objects()).contains(S3Server.BUCKET + "/" + id + "/original");
    Awaitility.await().until(() -> unpurged() == 0);
  }

  private int unpurged() {
    return jdbc.sql("SELECT count(*) FROM media WHERE deleted_at IS NOT NULL AND NOT purged")
        .query(Integer.class)
        .single();
  }

  @Test
  void aStoreThatIsAwayIsUnavailable() {
    S3.cutAfter(0);
    assertThat(problem(upload("alice", "a.png", Images.png(5, 5)))).isEqualTo("503 unavailable");
    assertThat(
            jdbc.sql("SELECT count(*) FROM media WHERE status = 'ready' AND size = 0")
                .query(Integer.class)
                .single())
        .isZero();
  }
}
