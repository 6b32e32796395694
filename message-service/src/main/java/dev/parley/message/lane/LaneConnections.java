package dev.parley.message.lane;

import dev.parley.common.connection.ConnectionProperties;
import java.util.List;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/// Each lane has a connection to itself, and so has the outbox's relay. With fewer than that they
/// would wait for each other, and sends would fail under load with nothing to say why.
@Component
class LaneConnections {

  private static final int RELAY = 1;

  /// @throws InvalidConfigurationPropertyValueException which ends the start
  LaneConnections(List<BatchLanes<?, ?>> all, ConnectionProperties connections) {
    int lanes = all.stream().mapToInt(BatchLanes::lanes).sum();
    if (connections.reserved() < lanes + RELAY) {
      throw new InvalidConfigurationPropertyValueException(
          "parley.connections.reserved",
          connections.reserved(),
          "%d lanes (parley.sending.lanes, parley.changes.lanes) and the outbox need %d"
              .formatted(lanes, lanes + RELAY));
    }
  }
}
