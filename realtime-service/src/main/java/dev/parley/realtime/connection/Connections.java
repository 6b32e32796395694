package dev.parley.realtime.connection;

import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.ValidationException;
import dev.parley.realtime.presence.LocalPresence;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.AckToken;
import dev.parley.realtime.socketio.ConnectRequest;
import dev.parley.realtime.socketio.SocketConnection;
import dev.parley.realtime.socketio.SocketEvent;
import dev.parley.realtime.socketio.SocketHandler;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives each event of an authenticated socket to its handler, and each ack an answer.
@Component
class Connections implements SocketHandler {

  private final Admission admission;
  private final Attendance attendance;
  private final LocalPresence presence;
  private final EventRates rates;
  private final Map<String, EventHandler> handlers;

  Connections(
      Admission admission,
      Attendance attendance,
      LocalPresence presence,
      EventRates rates,
      List<EventHandler> handlers) {
    this.admission = admission;
    this.attendance = attendance;
    this.presence = presence;
    this.rates = rates;
    this.handlers =
        handlers.stream().collect(Collectors.toMap(EventHandler::event, Function.identity()));
  }

  @Override
  public void onConnect(SocketConnection connection, ConnectRequest request) {
    admission.begin(connection, request);
  }

  @Override
  public void onEvent(SocketConnection connection, SocketEvent event, @Nullable AckToken token) {
    Ack ack = new Ack(connection, token);
    if (!(connection.attachment() instanceof Session session)) {
      ack.refuse(ProblemType.UNAUTHENTICATED);
      return;
    }
    ack.guard(() -> handle(session, event, ack));
  }

  /// @throws dev.parley.common.problem.DomainException to refuse
  private void handle(Session session, SocketEvent event, Ack ack) {
    rates.take(session.userId());
    presence.active(session);
    EventHandler handler = handlers.get(event.name());
    if (handler == null) {
      throw new ValidationException("event", "unknown");
    }
    if (event.binary()) {
      throw new ValidationException("payload", "invalid");
    }
    handler.handle(session, new Payload(event.payload()), ack);
  }

  @Override
  public void onDisconnect(SocketConnection connection, String reason) {
    if (connection.attachment() instanceof Session session) {
      // It takes the lock of each conversation, which others hold while they deliver to many.
      Thread.startVirtualThread(() -> attendance.end(session));
    }
  }
}
