package dev.parley.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.parley.local.host.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a first user does, so that the start-up caches hold the classes that it takes. Whether it
/// works is of no concern here.
final class Rehearsal {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ROUNDS = 20;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Console console;
  private final String base;
  private final String token;

  /// @param base the gateway's URL
  Rehearsal(Console console, String base, String token) {
    this.console = console;
    this.base = base;
    this.token = token;
  }

  void run() throws InterruptedException {
    int first =
        post("/api/v1/messages", "{\"recipient_id\":\"bob\",\"type\":\"text\",\"content\":\"Hi\"}");
    console.step("first message: " + first);
    for (int round = 0; round < ROUNDS; round++) {
      post(
          "/api/v1/messages",
          "{\"recipient_id\":\"bob\",\"type\":\"text\",\"content\":\"" + round + "\"}");
      get("/api/v1/conversations?limit=20");
      get("/api/v1/unread");
      get("/socket.io/?EIO=4&transport=polling");
    }
    get("/");
    get("/api-docs");
    get("/api/v1/conversations/00000000-0000-7000-8000-000000000000/messages");
    upload();
    console.step("socket: " + socket());
  }

  private int get(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  private int post(String path, String json) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /// One pixel.
  private void upload() throws InterruptedException {
    String gif = "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
    String body =
        "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gif\"\r\n"
            + "Content-Type: image/gif\r\n\r\n"
            + gif
            + "\r\n--part--\r\n";
    send(
        request("/api/v1/media")
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofString(body, ISO_8859_1))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private int send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Connects, sends one message and waits for its ack.
  private String socket() throws InterruptedException {
    Conversation conversation = new Conversation(token);
    URI address =
        URI.create(base.replaceFirst("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
    try {
      WebSocket socket = http.newWebSocketBuilder().buildAsync(address, conversation).join();
      boolean acked = conversation.acked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      socket.abort();
      return acked ? "acked" : "no ack";
    } catch (CompletionException e) {
      return String.valueOf(e.getCause());
    }
  }

  private static final class Conversation implements WebSocket.Listener {

    private final CountDownLatch acked = new CountDownLatch(1);
    private final String token;

    Conversation(String token) {
      this.token = token;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      String packet = data.toString();
      socket.request(1);
      if (packet.startsWith("0")) {
        return socket.sendText("40{\"token\":\"" + token + "\"}", true);
      }
      if (packet.startsWith("40")) {
        return socket.sendText(
            "420[\"send_message\",{\"recipient_id\":\"bob\",\"type\":\"text\",\"content\":\"Hi\"}]",
            true);
      }
      if (packet.startsWith("43")) {
        acked.countDown();
      }
      return CompletableFuture.completedStage(null);
    }
  }
}
