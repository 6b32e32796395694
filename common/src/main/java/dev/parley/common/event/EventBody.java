package dev.parley.common.event;

import java.util.Map;

/// What an event says. Each type has one record, and each record a golden JSON file among the
/// tests: fields are added and never renamed, retyped or removed.
public sealed interface EventBody
    permits MessageBody,
        ConversationBody,
        ConversationRead,
        ConversationDelivered,
        MessageRequested,
        MatchCreated,
        BookingStatusChanged,
        SystemMessageRequested,
        UserUpdated,
        UserDeleted,
        UserErased,
        ConversationErased,
        MediaReady,
        MediaUploaded,
        MediaRejected,
        SessionRevoked,
        PresenceChanged,
        ProfileUpdated,
        MediaErased,
        MediaProgress,
        BlockChanged {

  /// The event's type, which is its topic.
  String topic();

  /// What orders it, and places it in a partition.
  String partitionKey();

  /// The identifier of what it speaks of.
  default String subjectId() {
    return partitionKey();
  }

  default Map<String, String> extensions() {
    return Map.of();
  }
}
