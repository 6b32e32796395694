package dev.parley.media.film;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Copies an MP3's frames, and nothing that lies before, between or behind them: a player skips it,
/// and ffmpeg carries it along.
///
/// Source: ISO/IEC 11172-3, section 2.4.1.3, and 13818-3 for the lower rates.
final class Mp3Frames {

  private static final int HEADER = 4;
  private static final int LONGEST_FRAME = 8192;
  private static final int NO_FRAME = 0;

  /// Kilobits a second. By layer, of MPEG-1 and then of MPEG-2.
  private static final int[][] RATES = {
    {32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] SAMPLES_A_SECOND = {44100, 48000, 32000};

  private Mp3Frames() {}

  /// @return whether there is one
  static boolean copy(Path file, Path into) throws IOException {
    boolean hasFrame = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(into), 1 << 16)) {
      boolean isInStep = false;
      while (true) {
        in.mark(LONGEST_FRAME);
        byte[] start = in.readNBytes(HEADER);
        if (start.length < HEADER) {
          return hasFrame;
        }
        int length = lengthOf(start);
        in.reset();
        byte[] frame = in.readNBytes(Math.max(1, length));
        boolean isWhole = length > HEADER && frame.length == length;
        // Two letters may look like a frame's beginning; another one behind its end is no accident.
        if (isWhole && (isInStep || isFrameNext(in))) {
          in.reset();
          in.skipNBytes(length);
          out.write(frame);
          hasFrame = true;
          isInStep = true;
        } else {
          isInStep = false;
          in.reset();
          in.skipNBytes(1);
        }
      }
    }
  }

  /// Leaves the mark where it is.
  private static boolean isFrameNext(InputStream in) throws IOException {
    byte[] next = in.readNBytes(HEADER);
    return next.length < HEADER || lengthOf(next) != NO_FRAME;
  }

  private static int lengthOf(byte[] start) {
    int header = ByteBuffer.wrap(start).getInt();
    int version = header >>> 19 & 3;
    int layer = 4 - (header >>> 17 & 3);
    int rate = header >>> 12 & 15;
    int frequency = header >>> 10 & 3;
    boolean isHeader = header >>> 21 == 0x7ff && version != 1 && layer != 4;
    if (!isHeader || rate == 0 || rate == 15 || frequency == 3) {
      return NO_FRAME;
    }
    boolean isFirst = version == 3;
    int bits = RATES[layer - 1 + (isFirst ? 0 : 3)][rate - 1] * 1000;
    int samples = SAMPLES_A_SECOND[frequency] >> (isFirst ? 0 : version == 2 ? 1 : 2);
    int padding = header >>> 9 & 1;
    if (layer == 1) {
      return (12 * bits / samples + padding) * 4;
    }
    return (layer == 3 && !isFirst ? 72 : 144) * bits / samples + padding;
  }
}
