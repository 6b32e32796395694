package dev.parley.conversation.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What of a conversation those may read who join it later.
public enum History {
  ALL,
  /// What is sent from then on.
  SINCE_JOINING;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  @JsonCreator
  public static History of(String wireName) {
    for (History history : values()) {
      if (history.wireName().equals(wireName)) {
        return history;
      }
    }
    throw new IllegalArgumentException("no such history");
  }

  @Converter
  static final class InDatabase implements AttributeConverter<History, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable History history) {
      return history == null ? null : history.wireName();
    }

    @Override
    public @Nullable History convertToEntityAttribute(@Nullable String column) {
      return column == null ? null : of(column);
    }
  }
}
