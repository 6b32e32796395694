package dev.parley.conversation.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

public enum ConversationType {
  /// Between two, and the only one between them.
  DIRECT,
  GROUP;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  @JsonCreator
  public static ConversationType of(String wireName) {
    for (ConversationType type : values()) {
      if (type.wireName().equals(wireName)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no such conversation type");
  }

  @Converter
  static final class InDatabase implements AttributeConverter<ConversationType, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable ConversationType type) {
      return type == null ? null : type.wireName();
    }

    @Override
    public @Nullable ConversationType convertToEntityAttribute(@Nullable String column) {
      return column == null ? null : of(column);
    }
  }
}
