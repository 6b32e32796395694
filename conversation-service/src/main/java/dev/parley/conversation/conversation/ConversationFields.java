package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.json.Json;
import dev.parley.common.json.Metadata;
import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import dev.parley.conversation.profile.AvatarUrls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the fields of a conversation may hold, wherever they come from.
public final class ConversationFields {

  public static final int MAX_NAME = 200;
  public static final int MAX_CONTEXT_TYPE = 64;
  public static final int MAX_CONTEXT_ID = 200;

  private ConversationFields() {}

  public static void checkName(@Nullable String name, FieldErrors errors) {
    if (name == null) {
      return;
    }
    errors.rejectIf(Text.isBlank(name), "name", "required");
    errors.rejectIf(name.codePointCount(0, name.length()) > MAX_NAME, "name", "too_long");
    errors.rejectIf(!Text.isStorable(name), "name", "invalid_character");
  }

  public static void checkAvatarUrl(@Nullable String url, FieldErrors errors) {
    if (url != null) {
      errors.add("avatar_url", AvatarUrls.problemOf(url));
    }
  }

  public static void checkMetadata(@Nullable JsonNode metadata, FieldErrors errors) {
    errors.add("metadata", Metadata.problemOf(metadata));
  }

  public static void checkContext(ConversationBody.@Nullable Context context, FieldErrors errors) {
    if (context != null) {
      checkToken(context.type(), "context.type", MAX_CONTEXT_TYPE, errors);
      checkToken(context.id(), "context.id", MAX_CONTEXT_ID, errors);
    }
  }

  /// Metadata as it is stored, or null for none.
  public static @Nullable String stored(@Nullable JsonNode metadata) {
    return metadata == null || metadata.isNull()
        ? null
        : Json.mapper().writeValueAsString(metadata);
  }

  private static void checkToken(
      @Nullable String value, String field, int maxLength, FieldErrors errors) {
    if (value == null || value.isBlank()) {
      errors.add(field, "required");
    } else {
      errors.rejectIf(value.length() > maxLength, field, "too_long");
      errors.rejectIf(!Text.isStorable(value), field, "invalid_character");
    }
  }
}
