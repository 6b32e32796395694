package dev.parley.realtime.presence;

import dev.parley.common.id.Uuids;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// This start of this node: one that comes back after it has died is another, and takes nothing
/// over from the one before.
@Component
class NodeName {

  private final String value;

  NodeName(@Value("${parley.realtime.node-id:a}") String nodeId) {
    this.value = nodeId + "/" + Uuids.next();
  }

  String value() {
    return value;
  }
}
