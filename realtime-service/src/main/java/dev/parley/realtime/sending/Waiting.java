package dev.parley.realtime.sending;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.Session;

/// What a client has asked of message-service and has not been answered about.
sealed interface Waiting permits WaitingSend, WaitingEdit {

  Session session();

  Ack ack();

  /// What the client sent, JSON.
  byte[] json();

  default int size() {
    return json().length;
  }
}
