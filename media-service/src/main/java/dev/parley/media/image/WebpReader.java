package dev.parley.media.image;

import java.io.IOException;

/// Source: RFC 9649, sections 2 and 3; RFC 6386, section 9.1 for the lossy header.
final class WebpReader implements FormatReader {

  private static final int LOSSY = fourCc("VP8 ");
  private static final int LOSSLESS = fourCc("VP8L");
  private static final int EXTENDED = fourCc("VP8X");
  private static final int ANIMATION_FRAME = fourCc("ANMF");
  private static final int EXIF = fourCc("EXIF");
  private static final int RIFF_HEADER = 8;
  private static final int CHUNK_HEADER = 8;
  private static final int LOSSY_START_CODE = 0x2a019d;
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int FOURTEEN_BITS = 0x3fff;
  private static final int LOSSLESS_VERSION_AT = 29;

  private static final int FRAME_HEADER = 16;
  private static final int FRAME_HEADER_REST = 4;

  private boolean hasPixels;
  private boolean isWithinFrame;

  @Override
  public void read(Bytes in, Canvas canvas) throws IOException {
    in.skip(Integer.BYTES);
    long end = RIFF_HEADER + in.u32Little();
    in.skip(Integer.BYTES);
    if (end > in.position() + in.left()) {
      throw new BrokenImageException("the file ends too soon");
    }
    readChunks(end, in, canvas);
    if (!hasPixels) {
      throw new BrokenImageException("it has no image data");
    }
  }

  /// @param end where they end
  private void readChunks(long end, Bytes in, Canvas canvas) throws IOException {
    while (in.position() + CHUNK_HEADER <= end) {
      int kind = (int) in.u32();
      long length = in.u32Little();
      long next = in.position() + length + (length & 1);
      if (in.position() + length > end) {
        throw new BrokenImageException("a chunk is longer than the file");
      }
      readChunk(kind, length, in, canvas);
      if (in.position() > next) {
        throw new BrokenImageException("a chunk is too short");
      }
      // Some writers leave the last chunk's padding out.
      in.skip(Math.min(next - in.position(), in.left()));
    }
  }

  private void readChunk(int kind, long length, Bytes in, Canvas canvas) throws IOException {
    if (kind == EXTENDED) {
      in.skip(Integer.BYTES);
      canvas.cover(in.u24Little() + 1, in.u24Little() + 1);
    } else if (kind == ANIMATION_FRAME) {
      canvas.addFrame();
      long left = in.u24Little() * 2L;
      long top = in.u24Little() * 2L;
      canvas.cover(left + in.u24Little() + 1, top + in.u24Little() + 1);
      in.skip(FRAME_HEADER_REST);
      hasPixels = true;
      if (!isWithinFrame) {
        isWithinFrame = true;
        // What is in it may say that it is larger than the frame, and readers believe it.
        readChunks(in.position() + length - FRAME_HEADER, in, canvas);
        isWithinFrame = false;
      }
    } else if (kind == LOSSY) {
      readLossy(in, canvas);
      hasPixels = true;
    } else if (kind == LOSSLESS) {
      readLossless(in, canvas);
      hasPixels = true;
    } else if (kind == EXIF && canvas.orientation() == 1) {
      canvas.orient(ExifOrientation.readChunk(length, in));
    }
  }

  private static void readLossy(Bytes in, Canvas canvas) throws IOException {
    boolean keyFrame = (in.u24Little() & 1) == 0;
    if (!keyFrame || in.u24Little() != LOSSY_START_CODE) {
      throw new BrokenImageException("its image data has no start");
    }
    canvas.cover(in.u16Little() & FOURTEEN_BITS, in.u16Little() & FOURTEEN_BITS);
  }

  private static void readLossless(Bytes in, Canvas canvas) throws IOException {
    if (in.u8() != LOSSLESS_SIGNATURE) {
      throw new BrokenImageException("its image data has no start");
    }
    int sizes = (int) in.u32Little();
    if (sizes >>> LOSSLESS_VERSION_AT != 0) {
      throw new BrokenImageException("its image data has no known version");
    }
    canvas.cover((sizes & FOURTEEN_BITS) + 1, (sizes >>> 14 & FOURTEEN_BITS) + 1);
  }

  private static int fourCc(String name) {
    return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
  }
}
