package dev.parley.realtime.socketio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A long-polling client.
public final class Polling {

  private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI uri;
  private final String sid;

  private Polling(URI uri, String sid) {
    this.uri = uri;
    this.sid = sid;
  }

  public static Polling open(int port, String path) {
    URI base = URI.create("http://127.0.0.1:" + port + path + "?EIO=4&transport=polling");
    HttpResponse<String> response = get(base.toString());
    String sid = sid(response.body());
    return new Polling(URI.create(base + "&sid=" + sid), sid);
  }

  public static String sid(String openPacket) {
    Matcher matcher = SID.matcher(openPacket);
    if (!matcher.find()) {
      throw new AssertionError("no sid in " + openPacket);
    }
    return matcher.group(1);
  }

  public String sid() {
    return sid;
  }

  public CompletableFuture<HttpResponse<String>> pollAsync() {
    return HTTP.sendAsync(request(uri.toString()).build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> poll() {
    return pollAsync().join();
  }

  public HttpResponse<String> post(String body) {
    return send(request(uri.toString()).POST(BodyPublishers.ofString(body)).build());
  }

  public HttpResponse<String> post(byte[] body, String... headers) {
    HttpRequest.Builder request = request(uri.toString()).POST(BodyPublishers.ofByteArray(body));
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  public static HttpResponse<String> get(String uri, String... headers) {
    HttpRequest.Builder request = request(uri);
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  public static HttpResponse<String> request(String method, String uri, String... headers) {
    HttpRequest.Builder request = request(uri).method(method, BodyPublishers.noBody());
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private static HttpRequest.Builder request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
  }
}
