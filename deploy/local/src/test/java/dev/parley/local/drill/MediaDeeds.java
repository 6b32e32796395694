package dev.parley.local.drill;

import static dev.parley.local.drill.Deed.once;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.json.JSONObject;

/// Pictures, which are sent while they are still on their way.
final class MediaDeeds {

  private final Scene at;
  private JSONObject picture = new JSONObject();
  private JSONObject nonsense = new JSONObject();

  MediaDeeds(Scene scene) {
    this.at = scene;
  }

  List<Deed> all() throws IOException {
    byte[] png = png();
    // Its head says a picture, and the rest is none.
    byte[] broken = Arrays.copyOf(Arrays.copyOf(png, 40), png.length);
    return List.of(
        once(
            "send a picture that is on its way",
            () -> {
              picture = begin(png.length);
              send(picture);
            }),
        once("media.ready", () -> arrives(picture, png, "ready")),
        once(
            "send what will be no picture",
            () -> {
              nonsense = begin(broken.length);
              send(nonsense);
            }),
        once("media.rejected", () -> arrives(nonsense, broken, "rejected")));
  }

  private JSONObject begin(int size) throws IOException {
    Map<String, ?> upload = Map.of("file_name", "a.png", "content_type", "image/png", "size", size);
    return new JSONObject(at.call("POST", at.ben, "/media/uploads", upload).body());
  }

  private void send(JSONObject ticket) throws IOException {
    Map<String, ?> media = Map.of("media_id", ticket.getString("media_id"));
    at.send(at.ben, at.group, Map.of("type", "image", "attachments", List.of(media)));
  }

  /// @param status what the message says of it then
  private void arrives(JSONObject ticket, byte[] bytes, String status) throws IOException {
    String id = ticket.getString("media_id");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(ticket.getString("upload_url")))
            .method(ticket.getString("method"), HttpRequest.BodyPublishers.ofByteArray(bytes));
    JSONObject headers = ticket.getJSONObject("headers");
    headers.keySet().forEach(name -> request.header(name, headers.getString(name)));
    HttpResponse<String> stored =
        at.suite().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
    at.call("POST", at.ben, "/media/" + id + "/complete", Map.of());
    at.await(
        "its message knows of " + id,
        () ->
            attachment(id).getString("status").equals(status)
                && attachment(id).has("url") == status.equals("ready"));
  }

  private JSONObject attachment(String id) throws IOException {
    return at.messages(at.group).stream()
        .map(message -> message.optJSONArray("attachments"))
        .filter(attachments -> attachments != null && !attachments.isEmpty())
        .map(attachments -> attachments.getJSONObject(0))
        .filter(attachment -> attachment.getString("media_id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] png() throws IOException {
    var image = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
