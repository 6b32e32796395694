package dev.parley.local.drill;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.json.JSONObject;

/// A client as a careful team would write it, on the official Java library: it keeps its state by
/// what the socket tells, and syncs when it connects, when something is missing, and when another
/// device of its user has moved something.
final class ModelClient implements AutoCloseable {

  private final RunningSuite suite;
  private final KeptState state;
  private final Socket socket;
  private final String transport;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final Set<String> joined = new HashSet<>();

  ModelClient(RunningSuite suite, String user, String transport) {
    this.suite = suite;
    this.state = new KeptState(user);
    this.transport = transport;
    this.socket =
        IO.socket(
            URI.create(suite.url() + "/messaging"),
            IO.Options.builder()
                .setForceNew(true)
                .setAuth(Map.of("token", RunningSuite.token(user)))
                .setTransports(new String[] {transport})
                .setReconnectionDelay(100)
                .setReconnectionDelayMax(500)
                .build());
  }

  static ModelClient connect(RunningSuite suite, String user, String transport)
      throws InterruptedException {
    ModelClient client = new ModelClient(suite, user, transport);
    CountDownLatch connected = new CountDownLatch(1);
    client.socket.on(
        "connected",
        _ ->
            client.soon(() -> {
              client.joined.clear();
              client.syncNow();
              connected.countDown();
            }));
    client.listen();
    client.socket.connect();
    if (!connected.await(90, TimeUnit.SECONDS)) {
      throw new IllegalStateException(user + " does not connect");
    }
    return client;
  }

  private void listen() {
    on("new_message", state::takeMessage);
    on("message_updated", update -> state.takeMessage(update.getJSONObject("message")));
    onTold("messages_read", receipt -> state.takeReceipt(receipt, "read_seq"));
    onTold("messages_delivered", receipt -> state.takeReceipt(receipt, "delivered_seq"));
    onTold("user_updated", state::takeProfile);
    on(
        "conversation_updated",
        update -> state.takeConversation(update.getJSONObject("conversation")));
    on("added_to_conversation", _ -> true);
    on("unread", _ -> true);
    on(
        "removed_from_conversation",
        gone -> {
          state.remove(gone.getString("conversation_id"));
          return true;
        });
  }

  private void onTold(String event, Consumer<JSONObject> taking) {
    on(
        event,
        told -> {
          taking.accept(told);
          return false;
        });
  }

  private interface Taking {
    /// @return whether a sync is needed
    boolean take(JSONObject event);
  }

  private void on(String event, Taking taking) {
    socket.on(
        event,
        arguments -> {
          boolean sync;
          synchronized (state) {
            sync = taking.take((JSONObject) arguments[0]);
          }
          if (sync) {
            syncSoon();
          }
        });
  }

  private void syncNow() {
    try {
      syncFully(suite, state);
    } catch (Exception e) {
      System.err.println(state.user() + " cannot sync: " + e);
    }
    join();
  }

  /// Who has a conversation open is told of its receipts, from then on: what came before is synced.
  private void join() {
    Set<String> ids;
    synchronized (state) {
      ids = state.ids();
    }
    joined.retainAll(ids);
    for (String id : ids) {
      if (joined.add(id)) {
        socket.emit(
            "join_conversation",
            new Object[] {new JSONObject(Map.of("conversation_id", id))},
            (Ack) _ -> syncSoon());
      }
    }
  }

  private void syncSoon() {
    soon(this::syncNow);
  }

  private void soon(Runnable work) {
    if (!worker.isShutdown()) {
      worker.execute(work);
    }
  }

  /// Does something over the socket, and takes what the ack says: nothing else will tell it here.
  JSONObject ask(String event, JSONObject payload) throws Exception {
    JSONObject ack = emit(event, payload);
    boolean sync = false;
    synchronized (state) {
      if (ack.has("message")) {
        sync = state.takeMessage(ack.getJSONObject("message"));
      }
    }
    if (sync) {
      syncSoon();
    }
    return ack;
  }

  private JSONObject emit(String event, JSONObject payload) throws Exception {
    CompletableFuture<JSONObject> ack = new CompletableFuture<>();
    socket.emit(
        event, new Object[] {payload}, (Ack) arguments -> ack.complete((JSONObject) arguments[0]));
    return ack.get(60, TimeUnit.SECONDS);
  }

  /// Brings another device's state up to date, asking over this one's socket.
  void syncOverTheSocket(KeptState other) throws Exception {
    syncFully(suite, other, request -> emit("sync", request));
  }

  /// Brings a state up to date, asking over HTTP.
  static void syncFully(RunningSuite suite, KeptState state) throws Exception {
    syncFully(suite, state, request -> suite.post("/api/v1/sync", state.user(), request));
  }

  private interface Asking {
    JSONObject ask(JSONObject request) throws Exception;
  }

  /// Asks until there is no more, and fetches anew what it is told to.
  private static void syncFully(RunningSuite suite, KeptState state, Asking asking)
      throws Exception {
    boolean more = true;
    while (more) {
      JSONObject request;
      synchronized (state) {
        request = state.syncRequest();
      }
      JSONObject answer = asking.ask(request);
      if (!answer.has("items")) {
        throw new IOException("sync: " + answer);
      }
      synchronized (state) {
        for (String id : state.takeAnswer(answer)) {
          Snapshot.messages(suite, state.user(), id).values().forEach(state::takeFetched);
        }
      }
      more = answer.getBoolean("more");
    }
  }

  Map<String, Object> form(Snapshot.Scope scope) {
    synchronized (state) {
      return state.form(scope);
    }
  }

  String transport() {
    return transport;
  }

  KeptState copy() {
    synchronized (state) {
      return state.copy();
    }
  }

  @Override
  public void close() {
    socket.disconnect();
    worker.shutdown();
  }
}
