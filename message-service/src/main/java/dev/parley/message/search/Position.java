package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.Uuids;
import dev.parley.common.problem.ValidationException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;

/// A message's place among all that a search finds: the newest first.
record Position(Instant at, ConversationId conversation, long seq) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::at)
          .reversed()
          .thenComparing(p -> p.conversation().value())
          .thenComparing(Comparator.comparing(Position::seq).reversed());

  private static final int MAX_CURSOR = 200;
  private static final int PARTS = 3;
  private static final long MICROS = 1_000_000;

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /// Opaque to clients: what it holds may change.
  String toCursor() {
    String text =
        "%d %s %d".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, at), conversation, seq);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// @throws ValidationException when it is no cursor that was given out
  static Position ofCursor(String cursor) {
    try {
      String[] parts =
          new String(
                  Base64.getUrlDecoder().decode(cursor.length() > MAX_CURSOR ? "!" : cursor),
                  StandardCharsets.US_ASCII)
              .split(" ", -1);
      if (parts.length != PARTS) {
        throw new IllegalArgumentException("a cursor has three parts");
      }
      long micros = Long.parseLong(parts[0]);
      return new Position(
          Times.bounded(
              Instant.ofEpochSecond(
                  Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)),
          new ConversationId(Uuids.parse(parts[1])),
          Long.parseLong(parts[2]));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ValidationException("cursor", "invalid");
    }
  }
}
