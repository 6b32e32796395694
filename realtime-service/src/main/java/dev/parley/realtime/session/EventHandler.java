package dev.parley.realtime.session;

/// What a client can ask for by an event. It is called on the socket's event loop and must not
/// block: what takes time answers the [Ack] later. What it throws becomes the answer.
public interface EventHandler {

  /// The event's name, such as `send_message`.
  String event();

  /// @throws dev.parley.common.problem.DomainException to refuse
  void handle(Session session, Payload payload, Ack ack);
}
