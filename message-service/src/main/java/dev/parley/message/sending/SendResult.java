package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.problem.DomainException;

/// What became of one send.
public sealed interface SendResult {

  /// The message is stored, now or before.
  sealed interface Stored extends SendResult {
    MessageBody message();
  }

  /// Committed by this send.
  ///
  /// @param json the message, encoded once for the acknowledgement, Kafka and every socket
  record Sent(MessageBody message, byte[] json) implements Stored {}

  /// This id was stored before, by the same sender; nothing was written.
  record Duplicate(MessageBody message) implements Stored {}

  /// Nothing was written.
  record Refused(DomainException reason) implements SendResult {}
}
