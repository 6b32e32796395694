package dev.parley.realtime.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.json.Json;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.ProblemType;
import dev.parley.realtime.socketio.AckToken;
import dev.parley.realtime.socketio.SocketConnection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer that an event waits for. It leaves once, whatever happens; for an event that was sent
/// without asking for one, nothing leaves.
public final class Ack {

  private static final byte[] OK = "{\"ok\":true}".getBytes(UTF_8);
  private static final byte[] OK_AND = "{\"ok\":true,".getBytes(UTF_8);
  private static final byte[] REFUSED = "{\"ok\":false,\"error\":".getBytes(UTF_8);
  private static final byte[] END = {'}'};

  private record Refusal(boolean ok, Error error) {}

  private record Error(
      String code,
      String message,
      @Nullable List<FieldError> errors,
      @Nullable Long retryAfterMs) {}

  private final SocketConnection connection;
  private final @Nullable AckToken token;

  public Ack(SocketConnection connection, @Nullable AckToken token) {
    this.connection = connection;
    this.token = token;
  }

  /// Whether the client asked for an answer.
  public boolean isWanted() {
    return token != null;
  }

  public void ok() {
    send(OK);
  }

  /// `{ok: true, <field>: <json>}`, with bytes that are JSON already.
  public void okWith(String field, byte[] json) {
    send(("{\"ok\":true,\"" + field + "\":").getBytes(UTF_8), json, END);
  }

  /// `{ok: true, …}` with a record's own fields, of which there is one at least.
  public void okWith(Object fields) {
    byte[] object = Json.mapper().writeValueAsBytes(fields);
    send(OK_AND, Arrays.copyOfRange(object, 1, object.length));
  }

  /// `{ok: false, error: <json>}`, with an error that another service wrote.
  public void refuseWith(byte[] errorJson) {
    send(REFUSED, errorJson, END);
  }

  public void refuse(DomainException e) {
    List<FieldError> errors = e.errors().isEmpty() ? null : e.errors();
    Long retryAfter = e.retryAfter() == null ? null : e.retryAfter().toMillis();
    refuse(new Error(e.type().slug(), e.detail(), errors, retryAfter));
  }

  public void refuse(ProblemType type) {
    refuse(new Error(type.slug(), type.title(), null, null));
  }

  private void refuse(Error error) {
    send(Json.mapper().writeValueAsBytes(new Refusal(false, error)));
  }

  private void send(byte[]... json) {
    if (token != null) {
      connection.ack(token, json);
    }
  }
}
