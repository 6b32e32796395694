package dev.parley.realtime.presence;

import org.springframework.stereotype.Component;

/// The other nodes, as far as this one needs them.
@Component
public class Neighbours {

  private final NodeName name;
  private final PresenceBook book;

  Neighbours(NodeName name, PresenceBook book) {
    this.name = name;
    this.book = book;
  }

  /// This node's own name, which no other has.
  public String self() {
    return name.value();
  }

  /// Whether there is another node alive.
  public boolean any() {
    return book.nodes().size() > 1;
  }
}
