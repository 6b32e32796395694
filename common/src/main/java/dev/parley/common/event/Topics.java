package dev.parley.common.event;

import java.util.List;

/// The topics' names, which are also the events' types.
public final class Topics {

  public static final String MESSAGE_CREATED = "message.created";
  public static final String MESSAGE_UPDATED = "message.updated";
  public static final String CONVERSATION_CREATED = "conversation.created";
  public static final String CONVERSATION_UPDATED = "conversation.updated";
  public static final String CONVERSATION_READ = "conversation.read";
  public static final String CONVERSATION_DELIVERED = "conversation.delivered";
  public static final String PRESENCE_CHANGED = "presence.changed";
  public static final String PROFILE_UPDATED = "profile.updated";
  public static final String MEDIA_READY = "media.ready";
  public static final String MEDIA_REJECTED = "media.rejected";
  public static final String MEDIA_ERASED = "media.erased";
  public static final String MEDIA_PROGRESS = "media.progress";
  public static final String USER_ERASED = "user.erased";
  public static final String CONVERSATION_ERASED = "conversation.erased";

  public static final String MATCH_CREATED = "match.created";
  public static final String BOOKING_STATUS_CHANGED = "booking.status_changed";
  public static final String SYSTEM_MESSAGE_REQUESTED = "system.message_requested";
  public static final String USER_UPDATED = "user.updated";
  public static final String USER_DELETED = "user.deleted";
  public static final String SESSION_REVOKED = "session.revoked";

  /// Between the suite's own services: a system message that a conversation shall carry.
  public static final String CONVERSATION_MESSAGE_REQUESTED = "conversation.message_requested";

  /// Between the suite's own services: one user has blocked another, or has ceased to.
  public static final String BLOCK_CHANGED = "block.changed";

  /// Between the nodes of media-service: bytes have arrived that are to be processed.
  public static final String MEDIA_UPLOADED = "media.uploaded";

  /// Between the nodes of realtime-service: whose users are here.
  public static final String PRESENCE_NODE = "presence.node";

  /// Between the nodes of realtime-service: what those are told who have a conversation open, and
  /// is worth nothing later.
  public static final String CONVERSATION_SIGNAL = "conversation.signal";

  private static final List<String> OWN =
      List.of(
          MESSAGE_CREATED,
          MESSAGE_UPDATED,
          CONVERSATION_CREATED,
          CONVERSATION_UPDATED,
          CONVERSATION_READ,
          CONVERSATION_DELIVERED,
          PRESENCE_CHANGED,
          PROFILE_UPDATED,
          MEDIA_READY,
          MEDIA_REJECTED,
          MEDIA_ERASED,
          MEDIA_PROGRESS,
          USER_ERASED,
          CONVERSATION_ERASED,
          CONVERSATION_MESSAGE_REQUESTED,
          BLOCK_CHANGED,
          MEDIA_UPLOADED,
          PRESENCE_NODE,
          CONVERSATION_SIGNAL);

  private static final List<String> FROM_PLATFORM =
      List.of(
          MATCH_CREATED,
          BOOKING_STATUS_CHANGED,
          SYSTEM_MESSAGE_REQUESTED,
          USER_UPDATED,
          USER_DELETED,
          SESSION_REVOKED);

  private Topics() {}

  /// What the suite publishes.
  public static List<String> own() {
    return OWN;
  }

  /// What the platform publishes for the suite.
  public static List<String> fromPlatform() {
    return FROM_PLATFORM;
  }

  /// Where a topic's records go that cannot be processed.
  public static String deadLetters(String topic) {
    return topic + ".dlt";
  }
}
