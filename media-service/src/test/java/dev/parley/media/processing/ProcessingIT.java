package dev.parley.media.processing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.KafkaBroker;
import dev.parley.media.Api;
import dev.parley.media.Form;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import dev.parley.media.Zips;
import dev.parley.media.film.FilmTools;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@MediaServiceTest
class ProcessingIT {

  private static final String OWNER = "processing-owner";

  @LocalServerPort int port;
  @Autowired Stored stored;
  @Autowired FilmTools tools;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void servesAPictureUprightAndWithoutItsPlace() throws IOException {
    byte[] photo = Images.withOrientation(Images.jpeg(2600, 1300), 6, true);
    JsonNode media = ready(api.as(OWNER).upload("beach.jpg", photo));

    assertThat(media.path("width").asInt()).isEqualTo(1300);
    assertThat(media.path("height").asInt()).isEqualTo(2600);
    assertThat(media.path("blurhash").asString()).hasSize(28);
    String id = media.path("media_id").asString();
    for (var variant : Map.of("original", 2600, "large", 2048, "thumbnail", 320).entrySet()) {
      Api.Answer content = content(id, variant.getKey());
      assertThat(content.header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(new String(content.bytes(), ISO_8859_1)).doesNotContain("Exif");
      assertThat(ImageIO.read(new ByteArrayInputStream(content.bytes())).getHeight())
          .isEqualTo(variant.getValue());
      if (variant.getKey().equals("original")) {
        assertThat(media.path("size").asLong()).isEqualTo(content.bytes().length);
      }
    }
    Awaitility.await()
        .untilAsserted(() -> assertThat(stored.objects()).doesNotContain(id + "/upload"));
  }

  static Stream<Arguments> heldOnTheirSide() {
    byte[] note = Images.exif(6, false);
    return Stream.of(
        Arguments.of("side.png", Images.pngWith("eXIf", note, Images.png(7, 5))),
        Arguments.of("side.webp", Images.webpWithNotes(note, Images.lossyWebp())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heldOnTheirSide")
  void servesPicturesOfOtherFormatsUprightToo(String name, byte[] file) throws IOException {
    JsonNode media = ready(api.as(OWNER).upload(name, file));
    assertThat(media.path("width").asInt()).isEqualTo(5);
    assertThat(media.path("height").asInt()).isEqualTo(7);
    Api.Answer content = content(media.path("media_id").asString(), "original");
    assertThat(content.text()).doesNotContainIgnoringCase("exif");
    BufferedImage served = ImageIO.read(new ByteArrayInputStream(content.bytes()));
    assertThat(List.of(served.getWidth(), served.getHeight())).containsExactly(5, 7);
  }

  /// ffmpeg unpacks it where there is one.
  @Test
  void showsALargeWebp() {
    byte[] photo = Images.greyWebp(4000, 3000);
    JsonNode media = ready(api.as(OWNER).upload("photo.webp", photo));
    assertThat(List.of(media.path("width").asInt(), media.path("height").asInt()))
        .containsExactly(4000, 3000);
    assertThat(media.has("blurhash")).isEqualTo(tools.isInstalled());
    assertThat(media.has("unprocessed")).isEqualTo(!tools.isInstalled());
    String id = media.path("media_id").asString();
    assertThat(content(id, "original").bytes()).isEqualTo(photo);
    assertThat(content(id, "thumbnail").header("Content-Type"))
        .isEqualTo(tools.isInstalled() ? "image/jpeg" : "image/webp");
  }

  @Test
  void servesADocumentForSavingOnly() {
    JsonNode media = ready(api.as(OWNER).upload("letter.docx", Zips.wordDocument()));
    Api.Answer content = content(media.path("media_id").asString(), "original");
    assertThat(content.bytes()).isEqualTo(Zips.wordDocument());
    assertThat(content.header("Content-Type")).contains("wordprocessingml");
    assertThat(content.header("Content-Disposition")).startsWith("attachment;");
  }

  @Test
  void servesARangeOfIt() throws IOException, InterruptedException {
    byte[] png = Images.png(30, 30);
    String id = ready(api.as(OWNER).upload("a.png", png)).path("media_id").asString();
    String url = api.as(OWNER).get("/api/v1/media/" + id + "/content").header("Location");
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
            .header("Range", "bytes=8-15")
            .build();
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      var answer = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.body()).isEqualTo(java.util.Arrays.copyOfRange(png, 8, 16));
    }
  }

  static Stream<Arguments> hostile() {
    byte[] zip = Zips.of("a.class", Images.text("class"));
    byte[] torn = Images.png(60, 60);
    java.util.Arrays.fill(torn, 43, torn.length - 20, (byte) 0);
    return Stream.of(
        Arguments.of("gifar.gif", Images.concat(Images.gif(9, 9), zip), "polyglot"),
        Arguments.of(
            "page.png",
            Images.concat(Images.png(9, 9), Images.text("<script>alert(1)</script>")),
            "polyglot"),
        Arguments.of("virus.txt", Images.text("this is EICAR, let us say"), "malware"),
        Arguments.of("torn.png", torn, "broken"),
        Arguments.of("cut.webp", Images.cutOffWebp(1500, 1000), "broken"),
        Arguments.of("bomb.zip", Zips.bomb(), "archive_bomb"),
        Arguments.of("42.zip", Zips.overlapping(9), "archive_bomb"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void rejectsWithAReasonAndKeepsNothing(String name, byte[] file, String reason) {
    Api.Answer answer = api.as(OWNER).upload(new Form().file("file", name, null, file).bytes());
    assertThat(answer.status()).isEqualTo(201);
    String id = answer.mediaId();

    JsonNode media = settled(id);

    assertThat(media.path("status").asString()).isEqualTo("rejected");
    assertThat(media.path("reason").asString()).isEqualTo(reason);
    MediaServers.MESSAGES.share(id, "processing-friend");
    for (String user : List.of(OWNER, "processing-friend")) {
      assertThat(api.as(user).get("/api/v1/media/" + id + "/content").refusal())
          .isEqualTo("409 conflict");
    }
    Awaitility.await().untilAsserted(() -> assertThat(stored.hasObjects(id)).isFalse());
    ConsumerRecord<String, byte[]> event = event("media.rejected", id);
    assertThat(new String(event.value(), UTF_8))
        .contains("\"reason\":\"" + reason + "\"", "\"status\":\"rejected\"", OWNER);
  }

  @Test
  void setsARecordAsideThatIsNone() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < 8; partition++) {
        producer
            .send(
                new ProducerRecord<>(
                    "media.uploaded", partition, "nonsense", "{\"media_id\":7}".getBytes(UTF_8)))
            .get();
      }
    }
    ready(api.as(OWNER).upload("next.png", Images.png(2, 2)));
    assertThat(event("media.uploaded.dlt", "nonsense").value()).isNotEmpty();
  }

  private JsonNode ready(Api.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode media = settled(answer.mediaId());
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    return media;
  }

  private JsonNode settled(String id) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api.as(OWNER).get("/api/v1/media/" + id).json(),
            media -> !List.of("pending", "processing").contains(media.path("status").asString()));
  }

  private Api.Answer content(String id, String variant) {
    Api.Answer redirect = api.as(OWNER).get("/api/v1/media/" + id + "/content?variant=" + variant);
    assertThat(redirect.status()).isEqualTo(302);
    assertThat(redirect.header("X-Content-Type-Options")).isEqualTo("nosniff");
    Api.Answer content = api.fetch(redirect.header("Location"));
    assertThat(content.status()).isEqualTo(200);
    return content;
  }

  private static ConsumerRecord<String, byte[]> event(String topic, String key) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            KafkaBroker.bootstrapServers(),
            "group.id",
            "processing-it-" + topic + key,
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      return Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                  if (key.equals(record.key())) {
                    return record;
                  }
                }
                return null;
              },
              java.util.Objects::nonNull);
    }
  }
}
