package dev.parley.conversation.sql;

import dev.parley.common.id.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Between the domain's types and those that PostgreSQL's driver takes.
public final class Columns {

  private Columns() {}

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  public static ConversationId conversationId(ResultSet row, String column) throws SQLException {
    return new ConversationId(row.getObject(column, UUID.class));
  }

  /// As a `timestamptz` parameter.
  public static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  /// As a parameter that the statement casts to an array type: the driver sends no other arrays.
  public static String[] texts(Collection<?> values) {
    return values.stream().map(Object::toString).toArray(String[]::new);
  }

  /// As [#texts(Collection)], of something that each of them has, or has not.
  public static <T> @Nullable String[] texts(
      Collection<T> values, Function<T, @Nullable Object> of) {
    return values.stream()
        .map(value -> of.apply(value) instanceof Object some ? some.toString() : null)
        .toArray(String[]::new);
  }
}
