package dev.parley.realtime.sending;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.Session;

/// A send whose ack has not left.
record WaitingSend(Session session, SendPayloadHead send, Ack ack) implements Waiting {

  @Override
  public byte[] json() {
    return send.json();
  }
}
