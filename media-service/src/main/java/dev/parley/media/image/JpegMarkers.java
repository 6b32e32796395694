package dev.parley.media.image;

import java.io.IOException;

/// What a JPEG's parts begin with.
///
/// Source: ITU-T T.81, annex B.
public final class JpegMarkers {

  public static final int START = 0xd8;
  public static final int END = 0xd9;
  public static final int SCAN = 0xda;

  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int STANDALONE = 0x01;

  private JpegMarkers() {}

  /// The marker that must come now; any number of fill bytes may stand before it.
  public static int next(Bytes in) throws IOException {
    if (in.u8() != 0xff) {
      throw new BrokenImageException("a marker is missing");
    }
    int marker = afterFill(in);
    if (marker == 0) {
      throw new BrokenImageException("a marker is missing");
    }
    return marker;
  }

  /// What follows one 0xff or more of them, the first of which has been read.
  public static int afterFill(Bytes in) throws IOException {
    int marker = in.u8();
    while (marker == 0xff) {
      marker = in.u8();
    }
    return marker;
  }

  /// Whether no segment belongs to it.
  public static boolean isBare(int marker) {
    return marker == STANDALONE || (marker >= FIRST_RESTART && marker <= LAST_RESTART);
  }
}
