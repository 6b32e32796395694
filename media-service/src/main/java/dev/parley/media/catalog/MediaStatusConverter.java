package dev.parley.media.catalog;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class MediaStatusConverter implements AttributeConverter<MediaStatus, String> {

  @Override
  public String convertToDatabaseColumn(MediaStatus status) {
    return status.slug();
  }

  @Override
  public MediaStatus convertToEntityAttribute(String slug) {
    return MediaStatus.of(slug);
  }
}
