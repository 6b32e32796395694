package dev.parley.media.image;

import java.io.IOException;

/// Source: GIF89a Specification, sections 15 to 28.
final class GifReader implements FormatReader {

  private static final int SIGNATURE = 6;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int HAS_TABLE = 0x80;
  private static final int TABLE_SIZE = 0x07;
  private static final int IS_INTERLACED = 0x40;
  private static final int PASSES = 4;
  private static final int BYTES_PER_COLOUR = 3;

  @Override
  public void read(Bytes in, Canvas canvas) throws IOException {
    in.skip(SIGNATURE);
    canvas.cover(in.u16Little(), in.u16Little());
    int screenFlags = in.u8();
    in.skip(2);
    skipColourTable(screenFlags, in);
    boolean hasFrame = false;
    int block = in.u8();
    while (block != TRAILER) {
      switch (block) {
        case EXTENSION -> {
          in.skip(1);
          skipSubBlocks(in);
        }
        case FRAME -> {
          readFrame(in, canvas);
          hasFrame = true;
        }
        default -> throw new BrokenImageException("it has a block of no known kind");
      }
      block = in.u8();
    }
    if (!hasFrame) {
      throw new BrokenImageException("it has no image data");
    }
  }

  private static void readFrame(Bytes in, Canvas canvas) throws IOException {
    canvas.addFrame();
    int left = in.u16Little();
    int top = in.u16Little();
    canvas.cover(left + in.u16Little(), top + in.u16Little());
    int flags = in.u8();
    if (canvas.frames() == 1) {
      canvas.comeInPasses((flags & IS_INTERLACED) == 0 ? 1 : PASSES);
    }
    skipColourTable(flags, in);
    in.skip(1);
    if (skipSubBlocks(in) == 0) {
      throw new BrokenImageException("a frame has no data");
    }
  }

  private static void skipColourTable(int flags, Bytes in) throws IOException {
    if ((flags & HAS_TABLE) != 0) {
      in.skip(BYTES_PER_COLOUR * (2L << (flags & TABLE_SIZE)));
    }
  }

  /// @return bytes in them
  private static long skipSubBlocks(Bytes in) throws IOException {
    long total = 0;
    int length = in.u8();
    while (length > 0) {
      in.skip(length);
      total += length;
      length = in.u8();
    }
    return total;
  }
}
