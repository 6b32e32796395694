package dev.parley.local.drill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.json.JSONObject;

/// A picture's way through the whole suite, from the gateway to another's screen: sent while it is
/// being worked on, with the store gone when it is to be kept.
final class PictureDrill implements AutoCloseable {

  private static final int WIDTH = 1600;
  private static final int HEIGHT = 1200;
  private static final String PLACE = "38.7223 N 9.1393 W";

  /// A camera that was held on its side, and knew where it was.
  private static final String NOTES =
      "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0" + PLACE;

  private final StoppableStore store;
  private final HeldScanner scanner = new HeldScanner();

  /// @param data of a suite that has been started before
  PictureDrill(Path data) throws Exception {
    this.store = new StoppableStore(data);
    store.start();
  }

  /// What the suite is to be started with.
  Map<String, String> settings() {
    JSONObject settings =
        new JSONObject(
            Map.of(
                "parley.media.s3.endpoint", store.endpoint(),
                "parley.media.s3.public-endpoint", store.endpoint(),
                "parley.media.scan.address", scanner.address(),
                "parley.media.upload.answer-within", "0ms"));
    return Map.of("SPRING_APPLICATION_JSON", settings.toString());
  }

  /// @param conversation of alice and bob
  void run(RunningSuite suite, String conversation) throws Exception {
    try (ChatClient alice = ChatClient.connect(suite, "alice", "websocket");
        ChatClient phone = ChatClient.connect(suite, "alice", "polling");
        ChatClient bob = ChatClient.connect(suite, "bob", "websocket")) {
      List<JSONObject> ways = alice.hear("media_progress");
      List<JSONObject> waysOnThePhone = phone.hear("media_progress");
      List<JSONObject> waysAtBobs = bob.hear("media_progress");
      List<JSONObject> changes = bob.hear("message_updated");

      String media = uploadsOneThatIsHeld(suite);
      String message = sendsItMeanwhile(suite, conversation, media, bob);
      losesTheStore(suite, conversation, media, ways);
      store.start();

      await().until(() -> !changes.isEmpty());
      assertThat(changes.getFirst().getString("change")).isEqualTo("media");
      assertShown(changes.getFirst().getJSONObject("message"), message);
      for (List<JSONObject> each : List.of(ways, waysOnThePhone)) {
        await().until(() -> hasEnded(each, media));
      }
      assertThat(waysAtBobs).isEmpty();
      isOpenToThoseItWasSentTo(suite, media);
      takesTheNextOne(suite);
      goesWithItsMessage(suite, conversation, message, media);
    }
  }

  private static String uploadsOneThatIsHeld(RunningSuite suite) throws IOException {
    HttpResponse<String> answer = suite.upload("alice", "image/jpeg", photograph());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JSONObject media = new JSONObject(answer.body());
    assertThat(media.getString("status")).isEqualTo("processing");
    return media.getString("media_id");
  }

  private static String sendsItMeanwhile(
      RunningSuite suite, String conversation, String media, ChatClient bob) throws IOException {
    JSONObject sent =
        suite.post(
            "/api/v1/conversations/" + conversation + "/messages",
            "alice",
            new JSONObject(
                Map.of("type", "image", "attachments", List.of(Map.of("media_id", media)))));
    await().until(() -> !bob.messages().isEmpty());
    JSONObject shown = bob.messages().getFirst();
    assertThat(shown.getString("id")).isEqualTo(sent.getString("id"));
    assertThat(attachment(shown).getString("media_id")).isEqualTo(media);
    assertThat(attachment(shown).has("blurhash")).isFalse();
    assertThat(status(suite, "bob", media)).isEqualTo(409);
    assertThat(status(suite, "mallory", media)).isEqualTo(404);
    return sent.getString("id");
  }

  /// The picture has been fetched, and is about to be kept.
  private void losesTheStore(
      RunningSuite suite, String conversation, String media, List<JSONObject> ways)
      throws Exception {
    await().until(() -> phases(ways, media).contains("checking"));
    store.stop();
    scanner.release();
    await().until(() -> phases(ways, media).contains("storing"));
    await().until(() -> phases(ways, media).getLast().equals("waiting"));
    HttpResponse<String> refused = suite.upload("alice", "image/jpeg", photograph());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(new JSONObject(refused.body()).getString("code")).isEqualTo("unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(suite.get("/api/v1/media/" + media, "bob").getString("status"))
        .isEqualTo("processing");
    JSONObject text =
        suite.post(
            "/api/v1/conversations/" + conversation + "/messages",
            "alice",
            new JSONObject(Map.of("content", "can you see it?")));
    assertThat(text.getLong("seq")).isPositive();
  }

  private static void assertShown(JSONObject message, String id) {
    assertThat(message.getString("id")).isEqualTo(id);
    JSONObject attachment = attachment(message);
    assertThat(attachment.getString("blurhash")).isNotEmpty();
    assertThat(attachment.getInt("width")).isEqualTo(HEIGHT);
    assertThat(attachment.getInt("height")).isEqualTo(WIDTH);
  }

  private static void isOpenToThoseItWasSentTo(RunningSuite suite, String media)
      throws IOException {
    for (String user : List.of("alice", "bob")) {
      byte[] picture = suite.content(media, user, "original");
      assertThat(new String(picture, ISO_8859_1)).doesNotContain("Exif").doesNotContain(PLACE);
      assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getHeight()).isEqualTo(WIDTH);
    }
    byte[] small = suite.content(media, "bob", "thumbnail");
    assertThat(ImageIO.read(new ByteArrayInputStream(small)).getHeight()).isEqualTo(320);
    assertThat(status(suite, "mallory", media)).isEqualTo(404);
  }

  private static void takesTheNextOne(RunningSuite suite) throws IOException {
    HttpResponse<String> answer =
        await()
            .until(
                () -> suite.upload("alice", "image/jpeg", photograph()),
                next -> next.statusCode() == 201);
    String media = new JSONObject(answer.body()).getString("media_id");
    await().until(() -> status(suite, "alice", media) == 302);
    assertThat(status(suite, "bob", media)).isEqualTo(404);
  }

  private static void goesWithItsMessage(
      RunningSuite suite, String conversation, String message, String media) throws IOException {
    String path = "/api/v1/conversations/" + conversation + "/messages/" + message;
    assertThat(suite.request("DELETE", path, "alice", null).statusCode()).isLessThan(300);
    await().until(() -> status(suite, "alice", media) == 404);
    assertThat(status(suite, "bob", media)).isEqualTo(404);
  }

  private static int status(RunningSuite suite, String user, String media) throws IOException {
    return suite.request("GET", "/api/v1/media/" + media + "/content", user, null).statusCode();
  }

  private static List<String> phases(List<JSONObject> ways, String media) {
    return ways.stream()
        .filter(way -> way.getString("media_id").equals(media))
        .map(way -> way.optString("phase"))
        .toList();
  }

  private static boolean hasEnded(List<JSONObject> ways, String media) {
    return ways.stream()
        .anyMatch(way ->
            way.getString("media_id").equals(media) && way.getString("status").equals("ready"));
  }

  private static JSONObject attachment(JSONObject message) {
    return message.getJSONArray("attachments").getJSONObject(0);
  }

  private static byte[] photograph() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        image.setRGB(x, y, x * 0x000102 + y * 0x020100);
      }
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", encoded);
    byte[] plain = encoded.toByteArray();
    byte[] notes = NOTES.getBytes(ISO_8859_1);
    ByteArrayOutputStream photograph = new ByteArrayOutputStream();
    photograph.write(plain, 0, 2);
    photograph.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (notes.length + 2)});
    photograph.writeBytes(notes);
    photograph.write(plain, 2, plain.length - 2);
    return photograph.toByteArray();
  }

  @Override
  public void close() throws Exception {
    scanner.close();
    store.close();
  }
}
