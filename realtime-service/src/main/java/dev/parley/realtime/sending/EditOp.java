package dev.parley.realtime.sending;

/// What a client can do to a message, and what message-service calls it.
enum EditOp {
  EDIT("edit_message"),
  DELETE("delete_message"),
  REACT("add_reaction"),
  UNREACT("remove_reaction");

  private final String event;

  EditOp(String event) {
    this.event = event;
  }

  String event() {
    return event;
  }

  String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
