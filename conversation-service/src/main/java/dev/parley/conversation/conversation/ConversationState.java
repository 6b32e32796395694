package dev.parley.conversation.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

public enum ConversationState {
  OPEN,
  /// It can be read, and takes no new messages.
  READ_ONLY,
  /// As read-only, and out of everyone's inbox.
  ARCHIVED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  @JsonCreator
  public static ConversationState of(String wireName) {
    for (ConversationState state : values()) {
      if (state.wireName().equals(wireName)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no such conversation state");
  }

  @Converter
  static final class InDatabase implements AttributeConverter<ConversationState, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable ConversationState state) {
      return state == null ? null : state.wireName();
    }

    @Override
    public @Nullable ConversationState convertToEntityAttribute(@Nullable String column) {
      return column == null ? null : of(column);
    }
  }
}
