package dev.parley.local.drill;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.json.JSONObject;

/// A user with the official Java client, who comes back by itself when the connection is lost.
final class ChatClient implements AutoCloseable {

  private final String user;
  private final Socket socket;
  private final List<JSONObject> messages = new CopyOnWriteArrayList<>();
  private final List<JSONObject> added = new CopyOnWriteArrayList<>();
  private final List<JSONObject> presences = new CopyOnWriteArrayList<>();

  private ChatClient(RunningSuite suite, String user, String transport) {
    this.user = user;
    IO.Options options =
        IO.Options.builder()
            .setForceNew(true)
            .setAuth(Map.of("token", RunningSuite.token(user)))
            .setTransports(new String[] {transport})
            .setReconnectionDelay(100)
            .setReconnectionDelayMax(500)
            .build();
    this.socket = IO.socket(URI.create(suite.url() + "/messaging"), options);
    socket.on("new_message", arguments -> messages.add((JSONObject) arguments[0]));
    socket.on("presence", arguments -> presences.add((JSONObject) arguments[0]));
    socket.on("added_to_conversation", arguments -> added.add((JSONObject) arguments[0]));
  }

  static ChatClient connect(RunningSuite suite, String user, String transport) {
    ChatClient client = new ChatClient(suite, user, transport);
    CompletableFuture<Void> connected = new CompletableFuture<>();
    client.socket.once("connected", arguments -> connected.complete(null));
    client.socket.connect();
    Awaitility.await().until(connected::isDone);
    return client;
  }

  String user() {
    return user;
  }

  boolean isConnected() {
    return socket.connected();
  }

  /// The messages that came by themselves, in the order they came.
  List<JSONObject> messages() {
    return messages;
  }

  /// What was told of those whom it watches, in the order it came.
  List<JSONObject> presences() {
    return presences;
  }

  List<JSONObject> added() {
    return added;
  }

  /// The events of a name that come from now on, in the order they come.
  List<JSONObject> hear(String event) {
    List<JSONObject> heard = new CopyOnWriteArrayList<>();
    socket.on(event, arguments -> heard.add((JSONObject) arguments[0]));
    return heard;
  }

  CompletableFuture<JSONObject> emit(String event, JSONObject payload) {
    CompletableFuture<JSONObject> answer = new CompletableFuture<>();
    socket.emit(
        event,
        new Object[] {payload},
        (Ack) arguments -> answer.complete((JSONObject) arguments[0]));
    return answer;
  }

  @Override
  public void close() {
    socket.disconnect();
  }
}
