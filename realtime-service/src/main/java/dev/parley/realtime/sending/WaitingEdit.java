package dev.parley.realtime.sending;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.Session;

/// What is to be done to a message that was sent before.
record WaitingEdit(
    Session session, EditOp op, String conversationId, String messageId, byte[] json, Ack ack)
    implements Waiting {}
