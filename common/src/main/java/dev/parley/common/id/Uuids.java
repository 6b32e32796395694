package dev.parley.common.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Makes and reads UUIDs.
public final class Uuids {

  private static final int CANONICAL_LENGTH = 36;
  private static final UUID NAMESPACE = UUID.fromString("6f1d5d0e-8a3b-5b0e-9a52-7d1f3a2b4c5d");
  private static final TimeBasedEpochRandomGenerator TIME_ORDERED =
      Generators.timeBasedEpochRandomGenerator();

  private Uuids() {}

  /// A new UUIDv7. Its time part keeps index inserts local; it is neither an order nor a secret.
  ///
  /// Source: RFC 9562, section 5.7.
  public static UUID next() {
    return TIME_ORDERED.generate();
  }

  /// The UUIDv5 of a key in Parley's namespace: the same key always gives the same identifier,
  /// which is how an event that is seen twice makes one message.
  ///
  /// Source: RFC 9562, section 5.5.
  public static UUID named(String key) {
    // The generator keeps a digester, which is not safe for several threads.
    return Generators.nameBasedGenerator(NAMESPACE).generate(key.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads the canonical form only, in either case: [UUID#fromString] also takes groups of other
  /// lengths and signs in them, which would let two texts name one thing.
  ///
  /// @throws IllegalArgumentException when the text is anything else
  public static UUID parse(String text) {
    if (text.length() != CANONICAL_LENGTH) {
      throw new IllegalArgumentException("a UUID has 36 characters");
    }
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("a UUID has groups of 8, 4, 4, 4 and 12 digits");
    }
    return uuid;
  }
}
