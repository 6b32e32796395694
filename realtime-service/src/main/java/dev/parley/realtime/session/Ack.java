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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answer that an event waits for. It leaves once, whatever happens; for an event that was sent
/// without asking for one, nothing leaves.
public final class Ack {

  private static final Logger log = LoggerFactory.getLogger(Ack.class);
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

  /// The one field of an answer that is JSON already, encoded once for all answers.
  public static final class Field {
    private final byte[] begin;

    /// @param name one that needs no escape in JSON
    public Field(String name) {
      begin = ("{\"ok\":true,\"" + name + "\":").getBytes(UTF_8);
    }
  }

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

  /// Does what answers this; what it throws becomes the answer.
  public void guard(Runnable work) {
    try {
      work.run();
    } catch (DomainException e) {
      refuse(e);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("An event failed");
      refuse(ProblemType.INTERNAL);
    }
  }

  public void ok() {
    send(OK);
  }

  /// `{ok: true, <field>: <json>}`, with bytes that are JSON already.
  public void okWith(Field field, byte[] json) {
    send(field.begin, json, END);
  }

  /// `{ok: true, …}` with a record's own fields.
  public void okWith(Object fields) {
    okWithAll(Json.mapper().writeValueAsBytes(fields));
  }

  /// `{ok: true, …}` with the fields of an object that is JSON already, written with no space
  /// before them.
  public void okWithAll(byte[] object) {
    if (object.length <= 2) {
      ok();
    } else {
      send(OK_AND, Arrays.copyOfRange(object, 1, object.length));
    }
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
