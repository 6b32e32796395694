package dev.parley.media.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells text by its bytes, all of them.
public final class Texts {

  private static final int BUFFER = 64 * 1024;
  private static final int FIRST_PRINTED = 0x20;
  private static final int DELETE = 0x7f;

  private Texts() {}

  /// Whether it may be text in an encoding of one byte a letter, as spreadsheets write it in
  /// Europe: no byte stands for anything but a letter, or for what parts words, lines and pages.
  static boolean hasNoControls(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int read = in.read(buffer);
    boolean hasAny = read > 0;
    while (read >= 0) {
      for (int i = 0; i < read; i++) {
        int c = buffer[i] & 0xff;
        boolean isBlank = c == '\t' || c == '\n' || c == '\r' || c == '\f';
        if ((c < FIRST_PRINTED && !isBlank) || c == DELETE) {
          return false;
        }
      }
      read = in.read(buffer);
    }
    return hasAny;
  }

  /// Whether it is UTF-8, or ASCII, from its beginning to its end.
  public static boolean isUtf8(Path file) throws IOException {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer letters = CharBuffer.allocate(BUFFER);
    try (InputStream in = Files.newInputStream(file)) {
      boolean isOver = false;
      while (!isOver) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        isOver = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        CoderResult result = decoder.decode(bytes, letters.clear(), isOver);
        if (result.isError()) {
          return false;
        }
        bytes.compact();
      }
    }
    return true;
  }
}
