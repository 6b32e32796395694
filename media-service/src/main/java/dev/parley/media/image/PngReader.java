package dev.parley.media.image;

import java.io.IOException;
import java.util.zip.CRC32;

/// Source: PNG Specification, third edition, sections 5, 11.2 and 11.3.4.5.
final class PngReader implements FormatReader {

  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int EXIF = 0x65584966;
  private static final int HEADER_LENGTH = 13;
  private static final int CHECKSUM_LENGTH = 4;
  private static final int METHODS_AT = 14;
  private static final int INTERLACING_AT = 16;
  private static final int ADAM7_PASSES = 7;

  @Override
  public void read(Bytes in, Canvas canvas) throws IOException {
    in.skip(SIGNATURE);
    readHeader(in, canvas);
    boolean hasPixels = false;
    while (true) {
      long length = in.u32();
      int type = (int) in.u32();
      if (type == EXIF && canvas.orientation() == 1) {
        canvas.orient(ExifOrientation.readChunk(length, in));
      } else {
        in.skip(length);
      }
      in.skip(CHECKSUM_LENGTH);
      hasPixels |= type == IDAT;
      if (type == IEND) {
        break;
      }
    }
    if (!hasPixels) {
      throw new BrokenImageException("it has no image data");
    }
  }

  private static void readHeader(Bytes in, Canvas canvas) throws IOException {
    if (in.u32() != HEADER_LENGTH) {
      throw new BrokenImageException("its header has a wrong length");
    }
    byte[] header = in.take(Integer.BYTES + HEADER_LENGTH);
    CRC32 checksum = new CRC32();
    checksum.update(header);
    boolean intact = in.u32() == checksum.getValue();
    var fields = java.nio.ByteBuffer.wrap(header);
    if (!intact || fields.getInt() != IHDR) {
      throw new BrokenImageException("its header is damaged");
    }
    int width = fields.getInt();
    int height = fields.getInt();
    boolean knownMethods = header[METHODS_AT] == 0 && header[METHODS_AT + 1] == 0;
    if (width <= 0 || height <= 0 || !knownMethods) {
      throw new BrokenImageException("its header is not valid");
    }
    canvas.cover(width, height);
    canvas.comeInPasses(header[INTERLACING_AT] == 0 ? 1 : ADAM7_PASSES);
    // The checksum vouches for the size: the rest need not be read to refuse it.
    canvas.requireWithinLimits();
  }
}
