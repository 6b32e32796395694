package dev.parley.conversation.paging;

import dev.parley.common.json.Text;
import dev.parley.common.problem.ValidationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Cursors are opaque to clients: what they hold may change.
public final class Cursors {

  private static final int MAX_LENGTH = 1024;

  private Cursors() {}

  public static String encode(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws ValidationException when it is no cursor that was given out
  public static String decode(String cursor) {
    if (cursor.length() > MAX_LENGTH) {
      throw invalid();
    }
    try {
      String position =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
              .toString();
      if (!Text.isStorable(position)) {
        throw invalid();
      }
      return position;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw invalid();
    }
  }

  public static ValidationException invalid() {
    return new ValidationException("cursor", "invalid");
  }
}
