package dev.parley.realtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.json.Json;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client: the official Java one. It keeps all that it is told, in order.
public final class SocketClient implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /// An event as it came.
  public record Received(String event, JsonNode body) {}

  private final Socket socket;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> connectErrors = new CopyOnWriteArrayList<>();
  private final List<String> disconnects = new CopyOnWriteArrayList<>();

  private final AtomicInteger attempts = new AtomicInteger();
  private volatile String transport = "";

  private SocketClient(URI url, IO.Options options) {
    socket = IO.socket(url, options);
    socket
        .io()
        .on(Manager.EVENT_TRANSPORT, arguments -> transport = ((Transport) arguments[0]).name);
    socket.onAnyIncoming(arguments -> {
      JsonNode body = arguments.length > 1 ? json(arguments[1]) : Json.mapper().nullNode();
      received.add(new Received((String) arguments[0], body));
    });
    socket.io().on(Manager.EVENT_RECONNECT_ATTEMPT, _ -> attempts.incrementAndGet());
    socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> connectErrors.add(reason(arguments[0])));
    socket.on(Socket.EVENT_DISCONNECT, arguments -> disconnects.add((String) arguments[0]));
  }

  /// How a client is to connect.
  public static final class Builder {
    private final URI server;
    private final IO.Options options = new IO.Options();
    private String namespace = "/";

    Builder(URI server) {
      this.server = server;
      options.forceNew = true;
      options.reconnection = false;
      options.timeout = PATIENCE.toMillis();
      options.transports = new String[] {"websocket"};
    }

    public Builder token(@Nullable String token) {
      options.auth = token == null ? Map.of() : Map.of("token", token);
      return this;
    }

    public Builder header(String name, String value) {
      options.extraHeaders = Map.of(name, List.of(value));
      return this;
    }

    /// `websocket`, `polling`, or both for the upgrade.
    public Builder transports(String... transports) {
      options.transports = transports;
      return this;
    }

    public Builder namespace(String name) {
      namespace = name;
      return this;
    }

    /// Comes back by itself, soon.
    public Builder reconnecting() {
      options.reconnection = true;
      options.reconnectionDelay = 50;
      options.reconnectionDelayMax = 200;
      return this;
    }

    /// Begins to connect.
    public SocketClient open() {
      var client = new SocketClient(server.resolve(namespace), options);
      client.socket.connect();
      return client;
    }

    /// Waits for `connected`.
    public SocketClient connect() {
      SocketClient client = open();
      client.next("connected");
      return client;
    }
  }

  /// Sends an event and waits for its ack.
  public JsonNode ask(String event, Object... arguments) {
    return emit(event, arguments).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// Sends an event; the ack comes later.
  public CompletableFuture<JsonNode> emit(String event, Object... arguments) {
    var answer = new CompletableFuture<JsonNode>();
    Ack ack = given -> answer.complete(json(given[0]));
    socket.emit(event, toClient(arguments), ack);
    return answer;
  }

  /// Sends an event without asking for an ack.
  public void tell(String event, Object... arguments) {
    socket.emit(event, toClient(arguments));
  }

  public JsonNode send(String conversationId, String text) {
    return ask("send_message", Map.of("conversation_id", conversationId, "content", text));
  }

  /// The bodies of all events of a name so far, in order.
  public List<JsonNode> all(String event) {
    return received.stream().filter(r -> r.event().equals(event)).map(Received::body).toList();
  }

  /// The names of all events so far, in order.
  public List<String> eventNames() {
    return received.stream().map(Received::event).toList();
  }

  /// The contents of all new messages so far, in order.
  public List<String> messages() {
    return all("new_message").stream().map(m -> m.path("content").stringValue()).toList();
  }

  public List<String> messages(String conversationId) {
    return all("new_message").stream()
        .filter(m -> m.path("conversation_id").stringValue().equals(conversationId))
        .map(m -> m.path("content").stringValue())
        .toList();
  }

  public List<Long> seqs(String conversationId) {
    return all("new_message").stream()
        .filter(m -> m.path("conversation_id").stringValue().equals(conversationId))
        .map(m -> m.path("seq").longValue())
        .toList();
  }

  /// All that was told of a conversation's messages, new ones and changed ones, in order.
  public List<JsonNode> changes(String conversationId) {
    return received.stream()
        .filter(r -> r.event().equals("new_message") || r.event().equals("message_updated"))
        .map(r -> r.event().equals("new_message") ? r.body() : r.body().path("message"))
        .filter(m -> m.path("conversation_id").stringValue().equals(conversationId))
        .toList();
  }

  /// Waits for an event; the first of its name, if it has come already.
  public JsonNode next(String event) {
    await("event " + event).atMost(PATIENCE).until(() -> !all(event).isEmpty());
    return all(event).getFirst();
  }

  public void awaitMessages(String... contents) {
    await("messages")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(messages()).containsExactly(contents));
  }

  public void awaitMessage(String content) {
    await("message " + content).atMost(PATIENCE).until(() -> messages().contains(content));
  }

  /// The message of the first refused handshake.
  public String refusal() {
    await("connect_error").atMost(PATIENCE).until(() -> !connectErrors.isEmpty());
    return connectErrors.getFirst();
  }

  public List<String> refusals() {
    return List.copyOf(connectErrors);
  }

  /// How often it has tried to come back.
  public int attempts() {
    return attempts.get();
  }

  public List<String> disconnects() {
    return List.copyOf(disconnects);
  }

  public void awaitDisconnect() {
    await("disconnect").atMost(PATIENCE).until(() -> !disconnects.isEmpty());
  }

  public boolean isConnected() {
    return socket.connected();
  }

  public String transport() {
    return transport;
  }

  @Override
  public void close() {
    socket.close();
  }

  private static String reason(Object error) {
    return switch (error) {
      case JSONObject object -> object.optString("message");
      case Exception e -> String.valueOf(e.getMessage());
      default -> error.toString();
    };
  }

  private static JsonNode json(Object value) {
    return Json.mapper().readTree(value.toString());
  }

  private static Object[] toClient(Object... arguments) {
    return Arrays.stream(arguments).map(SocketClient::toClient).toArray();
  }

  private static Object toClient(Object argument) {
    if (argument instanceof Map<?, ?> map) {
      try {
        return new JSONObject(Json.mapper().writeValueAsString(map));
      } catch (JSONException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return argument;
  }
}
