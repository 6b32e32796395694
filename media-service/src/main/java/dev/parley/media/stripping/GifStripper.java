package dev.parley.media.stripping;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.image.BrokenImageException;
import dev.parley.media.image.Bytes;
import java.io.IOException;
import java.util.Set;

/// Keeps of a GIF's extensions those that time and repeat its frames.
///
/// Source: GIF89a Specification, sections 15 to 28.
final class GifStripper implements FormatStripper {

  private static final int SIGNATURE = 6;
  private static final int SCREEN_FLAGS_AT = 4;
  private static final int SCREEN = 7;
  private static final int FRAME_FLAGS_AT = 8;
  private static final int FRAME_HEADER = 9;
  private static final int EXTENSION = 0x21;
  private static final int TIMING = 0xf9;
  private static final int APPLICATION = 0xff;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int HAS_TABLE = 0x80;
  private static final int TABLE_SIZE = 0x07;
  private static final int BYTES_PER_COLOUR = 3;
  private static final Set<String> REPEATING = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

  @Override
  public void copy(Bytes in, Sink out) throws IOException {
    FormatStripper.copy(in, out, SIGNATURE);
    byte[] screen = in.take(SCREEN);
    out.bytes(screen);
    copyColours(screen[SCREEN_FLAGS_AT], in, out);
    int block = in.u8();
    while (block != TRAILER) {
      switch (block) {
        case EXTENSION -> copyExtension(in, out);
        case FRAME -> copyFrame(in, out);
        default -> throw new BrokenImageException("it has a block of no known kind");
      }
      block = in.u8();
    }
    out.u8(TRAILER);
  }

  private static void copyFrame(Bytes in, Sink out) throws IOException {
    out.u8(FRAME);
    byte[] header = in.take(FRAME_HEADER);
    out.bytes(header);
    copyColours(header[FRAME_FLAGS_AT], in, out);
    out.u8(in.u8());
    copyBlocks(in.u8(), in, out);
  }

  private static void copyExtension(Bytes in, Sink out) throws IOException {
    int label = in.u8();
    int length = in.u8();
    byte[] first = in.take(length);
    boolean isKept =
        label == TIMING
            || (label == APPLICATION && REPEATING.contains(new String(first, US_ASCII)));
    if (isKept) {
      out.u8(EXTENSION);
      out.u8(label);
      out.u8(length);
      out.bytes(first);
      copyBlocks(in.u8(), in, out);
    } else if (length > 0) {
      skipBlocks(in);
    }
  }

  private static void copyColours(int flags, Bytes in, Sink out) throws IOException {
    if ((flags & HAS_TABLE) != 0) {
      FormatStripper.copy(in, out, BYTES_PER_COLOUR * (2L << (flags & TABLE_SIZE)));
    }
  }

  private static void copyBlocks(int firstLength, Bytes in, Sink out) throws IOException {
    int length = firstLength;
    while (length > 0) {
      out.u8(length);
      FormatStripper.copy(in, out, length);
      length = in.u8();
    }
    out.u8(0);
  }

  private static void skipBlocks(Bytes in) throws IOException {
    int length = in.u8();
    while (length > 0) {
      in.skip(length);
      length = in.u8();
    }
  }
}
