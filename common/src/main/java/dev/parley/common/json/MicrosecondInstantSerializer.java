package dev.parley.common.json;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// RFC 3339 in UTC with exactly six digits of a second, which is what PostgreSQL keeps: a time
/// reads the same on the day it is sent and when it is fetched again.
final class MicrosecondInstantSerializer extends StdSerializer<Instant> {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  MicrosecondInstantSerializer() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
    generator.writeString(FORMAT.format(value));
  }
}
