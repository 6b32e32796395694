package dev.parley.realtime.session;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.realtime.socketio.EncodedEvent;
import java.util.Locale;

/// What sockets are told. All there is: `SOCKETS.md` has the payload of each.
public enum ServerEvent {
  /// The handshake is done, and from here on nothing is missed.
  CONNECTED,
  NEW_MESSAGE,
  MESSAGE_UPDATED,
  USER_TYPING,
  USER_STOPPED_TYPING,
  MESSAGES_READ,
  MESSAGES_DELIVERED,
  CONVERSATION_UPDATED,
  ADDED_TO_CONVERSATION,
  REMOVED_FROM_CONVERSATION,
  UNREAD,
  PRESENCE,
  USER_UPDATED,
  MEDIA_PROGRESS,
  /// The last that a session hears.
  SESSION_REVOKED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name that clients listen for, such as `new_message`.
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /// @param json the payload in UTF-8, in pieces that are put together as they are
  public EncodedEvent with(byte[]... json) {
    return EncodedEvent.of(wireName, json);
  }
}
