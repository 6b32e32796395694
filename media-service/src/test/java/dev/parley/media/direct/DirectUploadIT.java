package dev.parley.media.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.MediaId;
import dev.parley.common.json.Json;
import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Published;
import dev.parley.media.Stored;
import dev.parley.media.Zips;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.storage.Multiparts;
import dev.parley.media.storage.ObjectKey;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@MediaServiceTest
class DirectUploadIT {

  private static final String OWNER = "direct-owner";
  private static final int MEBIBYTE = 1024 * 1024;

  @LocalServerPort int port;
  @Autowired Stored stored;
  @Autowired MediaRecords records;
  @Autowired Multiparts multiparts;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void takesAFileThatWentStraightIntoTheStore() throws Exception {
    byte[] png = Images.png(400, 300);
    JsonNode ticket = begin("cat.png", "image/png", png, sha256(png), null);
    String id = ticket.path("media_id").asString();
    assertThat(ticket.path("status").asString()).isEqualTo("pending");
    assertThat(ticket.path("method").asString()).isEqualTo("PUT");
    assertThat(ticket.path("upload_url").asString())
        .startsWith(MediaServers.OBJECTS.endpoint() + "/");
    assertThat(complete(id).refusal()).as("before it is there").isEqualTo("409 conflict");

    assertThat(put(ticket, png).status()).isEqualTo(200);
    Api.Answer completed = complete(id);

    assertThat(completed.status()).as(completed.text()).isEqualTo(200);
    JsonNode media = settled(id);
    assertThat(media.path("status").asString()).isEqualTo("ready");
    assertThat(media.path("width").asInt()).isEqualTo(400);
    assertThat(content(id)).isEqualTo(png);
    assertThat(complete(id).json()).as("again").isEqualTo(media);
    // The URL lives on: what is put there now is served to no one.
    put(ticket, Images.gif(1, 1));
    assertThat(content(id)).isEqualTo(png);
  }

  @Test
  void goesOnWithWhatHasArrivedInParts() throws Exception {
    byte[] zip = large();
    JsonNode ticket = begin("large.zip", "application/zip", zip, sha256(zip), true);
    String id = ticket.path("media_id").asString();
    int partSize = ticket.path("part_size").asInt();
    assertThat(ticket.path("part_count").asInt()).isEqualTo(3);
    assertThat(ticket.path("missing")).hasSize(3);
    putPart(ticket, 0, zip, partSize);
    putPart(ticket, 2, zip, partSize);

    JsonNode resumed = api.as(OWNER).get("/api/v1/media/uploads/" + id).json();
    assertThat(resumed.path("arrived")).hasSize(2);
    assertThat(resumed.path("arrived").get(0).path("size").asInt()).isEqualTo(partSize);
    assertThat(resumed.path("missing")).hasSize(1);
    assertThat(resumed.path("missing").get(0).path("number").asInt()).isEqualTo(2);
    List<JsonNode> told = Published.progress(OWNER, id, all -> all.size() == 2);
    assertThat(Published.phases(told)).containsExactly("uploading", "uploading");
    assertThat(told.stream().map(each -> each.path("percent").asInt()).toList())
        .containsExactly(0, (int) (100L * (zip.length - partSize) / zip.length));
    assertThat(told.getLast().path("status").asString()).isEqualTo("pending");
    Api.Answer early = complete(id);
    assertThat(early.refusal()).isEqualTo("409 conflict");
    assertThat(early.text()).contains("1 of 3 parts");

    putPart(resumed, 0, zip, partSize);
    assertThat(complete(id).status()).isEqualTo(200);

    JsonNode media = settled(id);
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(Arrays.equals(content(id), zip)).isTrue();
    assertThat(complete(id).json()).isEqualTo(media);
  }

  /// The store has put the parts together, and the process died before its record said so.
  @Test
  void completesWhatWasPutTogetherBefore() throws Exception {
    byte[] zip = large();
    JsonNode ticket = begin("large.zip", "application/zip", zip, null, true);
    MediaId id = MediaId.of(ticket.path("media_id").asString());
    for (int i = 0; i < 3; i++) {
      putPart(ticket, i, zip, ticket.path("part_size").asInt());
    }
    ObjectKey key = ObjectKey.upload(id);
    String upload = records.multipartOf(id.value()).orElseThrow();
    multiparts.complete(key, upload, multiparts.arrived(key, upload));
    assertThat(multiparts.arrived(key, upload)).isEmpty();

    assertThat(complete(id.toString()).status()).isEqualTo(200);

    assertThat(settled(id.toString()).path("status").asString()).isEqualTo("ready");
  }

  @Test
  void leavesNoPartsOfAnUploadThatIsDeleted() throws Exception {
    byte[] zip = large();
    JsonNode ticket = begin("large.zip", "application/zip", zip, null, true);
    MediaId id = MediaId.of(ticket.path("media_id").asString());
    putPart(ticket, 1, zip, ticket.path("part_size").asInt());
    ObjectKey key = ObjectKey.upload(id);
    String upload = records.multipartOf(id.value()).orElseThrow();
    assertThat(multiparts.arrived(key, upload)).hasSize(1);

    assertThat(api.as(OWNER).delete("/api/v1/media/" + id).status()).isEqualTo(204);

    assertThat(multiparts.arrived(key, upload)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"image/png, type_mismatch", "image/jpeg, checksum_mismatch"})
  void rejectsWhatIsNotAsItWasSaidToBe(String said, String reason) throws Exception {
    byte[] jpeg = Images.jpeg(20, 20);
    byte[] meant = said.equals("image/png") ? jpeg : Images.jpeg(21, 20);
    JsonNode ticket = begin("a", said, jpeg, sha256(meant), null);
    put(ticket, jpeg);
    String id = ticket.path("media_id").asString();
    complete(id);
    JsonNode media = settled(id);
    assertThat(media.path("status").asString()).isEqualTo("rejected");
    assertThat(media.path("reason").asString()).isEqualTo(reason);
    Awaitility.await().untilAsserted(() -> assertThat(stored.hasObjects(id)).isFalse());
    assertThat(complete(id).json().path("status").asString()).isEqualTo("rejected");
  }

  @Test
  void rejectsAPageThatIsSaidToBeAPicture() {
    byte[] page = Images.text("<html><script>alert(1)</script></html>");
    JsonNode ticket = begin("a.png", "image/png", page, null, null);
    put(ticket, page);
    complete(ticket.path("media_id").asString());
    assertThat(settled(ticket.path("media_id").asString()).path("reason").asString())
        .isEqualTo("unsupported_type");
  }

  @Test
  void doesNotTakeMoreOrLessThanWasSaid() {
    byte[] png = Images.png(10, 10);
    JsonNode ticket = begin("a.png", "image/png", png, null, null);
    put(ticket, Images.concat(png, new byte[10]));
    assertThat(complete(ticket.path("media_id").asString()).refusal()).isEqualTo("409 conflict");
    put(ticket, png);
    assertThat(complete(ticket.path("media_id").asString()).status()).isEqualTo(200);
  }

  @Test
  void isTheOwnersAlone() {
    byte[] png = Images.png(1, 1);
    JsonNode ticket = begin("a.png", "image/png", png, null, null);
    String id = ticket.path("media_id").asString();
    put(ticket, png);
    for (String user : List.of("direct-stranger")) {
      assertThat(api.as(user).get("/api/v1/media/uploads/" + id).refusal())
          .isEqualTo("404 not_found");
      assertThat(api.as(user).postJson("/api/v1/media/" + id + "/complete", "").refusal())
          .isEqualTo("404 not_found");
    }
    assertThat(
            api.as(OWNER)
                .postJson("/api/v1/media/" + UUID.randomUUID() + "/complete", "")
                .refusal())
        .isEqualTo("404 not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400 validation_failed",
        "null | 400 validation_failed",
        "[] | 400 validation_failed",
        "{\"content_type\":\"image/png\"} | 400 validation_failed",
        "{\"content_type\":\"image/png\",\"size\":0} | 400 validation_failed",
        "{\"content_type\":\"image/png\",\"size\":-1} | 400 validation_failed",
        "{\"content_type\":\"image/png\",\"size\":\"x\"} | 400 validation_failed",
        "{\"content_type\":\"png\",\"size\":1} | 400 validation_failed",
        "{\"content_type\":\"image/png\",\"size\":1,\"checksum_sha256\":\"xyz\"} | 400 validation_failed",
        "{\"content_type\":\"image/png\",\"size\":1,\"file_name\":\"a\\u0000\"} | 400 validation_failed",
        "{\"content_type\":\"text/html\",\"size\":1} | 415 unsupported_media",
        "{\"content_type\":\"image/svg+xml\",\"size\":1} | 415 unsupported_media",
        "{\"content_type\":\"image/png\",\"size\":99999999999} | 413 too_large"
      })
  void refusesABrokenBeginning(String json, String refusal) {
    assertThat(api.as("direct-wrong").postJson("/api/v1/media/uploads", json).refusal())
        .isEqualTo(refusal);
    assertThat(stored.recordsOf("direct-wrong")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uploads/nonsense", "uploads/00000000-0000-7000-8000-000000000000"})
  void knowsNoOtherUpload(String path) {
    assertThat(api.as(OWNER).get("/api/v1/media/" + path).status()).isIn(400, 404);
  }

  /// Noise does not pack: the archive is as large as what is in it.
  private static byte[] large() {
    byte[] noise = new byte[17 * MEBIBYTE];
    new Random(3).nextBytes(noise);
    return Zips.of("noise", noise);
  }

  private JsonNode begin(
      String name,
      String type,
      byte[] file,
      @Nullable String checksum,
      @Nullable Boolean multipart) {
    Map<String, Object> body = new HashMap<>();
    body.put("file_name", name);
    body.put("content_type", type);
    body.put("size", file.length);
    body.put("checksum_sha256", checksum);
    body.put("multipart", multipart);
    Api.Answer answer =
        api.as(OWNER).postJson("/api/v1/media/uploads", Json.mapper().writeValueAsString(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private Api.Answer put(JsonNode ticket, byte[] file) {
    return api.put(
        ticket.path("upload_url").asString(),
        ticket.path("headers").path("Content-Type").asString(),
        file);
  }

  private void putPart(JsonNode ticket, int index, byte[] file, int partSize) {
    JsonNode part = ticket.path("missing").get(index);
    int start = (part.path("number").asInt() - 1) * partSize;
    byte[] bytes = Arrays.copyOfRange(file, start, Math.min(file.length, start + partSize));
    assertThat(part.path("size").asInt()).isEqualTo(bytes.length);
    assertThat(api.put(part.path("upload_url").asString(), "", bytes).status()).isEqualTo(200);
  }

  private Api.Answer complete(String id) {
    return api.as(OWNER).postJson("/api/v1/media/" + id + "/complete", "");
  }

  private JsonNode settled(String id) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api.as(OWNER).get("/api/v1/media/" + id).json(),
            media -> !List.of("pending", "processing").contains(media.path("status").asString()));
  }

  private byte[] content(String id) {
    return api.fetch(api.as(OWNER).get("/api/v1/media/" + id + "/content").header("Location"))
        .bytes();
  }

  private static String sha256(byte[] file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
    return file.length % 2 == 0
        ? HexFormat.of().formatHex(digest)
        : Base64.getEncoder().encodeToString(digest);
  }
}
