package dev.parley.media.record;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

public enum MediaStatus {
  /// Announced; its bytes may not be there yet.
  PENDING,
  /// Its bytes are there and are being looked at.
  PROCESSING,
  /// Its bytes are there, for all who may read it.
  READY,
  /// Its bytes were refused.
  REJECTED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Converter
  static final class InDatabase implements AttributeConverter<MediaStatus, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable MediaStatus status) {
      return status == null ? null : status.wireName();
    }

    @Override
    public @Nullable MediaStatus convertToEntityAttribute(@Nullable String column) {
      return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
    }
  }
}
