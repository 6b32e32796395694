package dev.parley.common.kafka;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchListenerFailedException;

/// For listeners that are handed many records, and give all of them their effect at once.
public final class RecordBatches {

  private RecordBatches() {}

  /// Takes the records up to the first malformed one, and gives them their effect. Then the
  /// malformed one is blamed: it goes to the dead letters, and those after it come again.
  ///
  /// @param taker throws [MalformedEventException] for a record that it cannot take
  /// @param effect of what was taken, if anything was
  /// @throws BatchListenerFailedException that blames the malformed one
  public static void take(
      List<ConsumerRecord<String, byte[]>> records,
      Consumer<ConsumerRecord<String, byte[]>> taker,
      Runnable effect) {
    @Nullable BatchListenerFailedException malformed = null;
    for (int i = 0; i < records.size() && malformed == null; i++) {
      try {
        taker.accept(records.get(i));
      } catch (MalformedEventException e) {
        malformed = new BatchListenerFailedException("an event that cannot be read", e, i);
      }
    }
    effect.run();
    if (malformed != null) {
      throw malformed;
    }
  }
}
