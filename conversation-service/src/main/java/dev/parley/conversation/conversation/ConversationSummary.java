package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The slow part of a conversation, as events and views show it.
///
/// @param metadata JSON
record ConversationSummary(
    ConversationId id,
    ConversationType type,
    @Nullable String name,
    @Nullable String avatarUrl,
    @Nullable About about,
    ConversationState state,
    History history,
    @Nullable String metadata,
    @Nullable String createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version,
    int participantCount) {

  /// From a row of `conversation`.
  static ConversationSummary of(ResultSet row) throws SQLException {
    return new ConversationSummary(
        Columns.conversationId(row, "id"),
        ConversationType.of(row.getString("type")),
        row.getString("name"),
        row.getString("avatar_url"),
        About.of(
            row.getString("context_type"),
            row.getString("context_id"),
            row.getBoolean("context_by_platform")),
        ConversationState.of(row.getString("state")),
        History.of(row.getString("history")),
        row.getString("metadata"),
        row.getString("created_by"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        row.getLong("version"),
        row.getInt("participant_count"));
  }

  ConversationBody.@Nullable Context context() {
    return about == null ? null : about.context();
  }

  @Nullable JsonNode metadataNode() {
    return metadata == null ? null : Json.mapper().readTree(metadata);
  }
}
