package dev.parley.realtime.delivery;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Takes what the suite publishes beside messages. Called by the one thread that reads: whatever
/// waits has to wait elsewhere.
interface ChangeListener {

  Set<String> topics();

  /// @throws dev.parley.common.kafka.MalformedEventException for what cannot be read
  void take(ConsumerRecord<String, byte[]> record);
}
