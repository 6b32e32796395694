package dev.parley.media.image;

import java.io.IOException;

/// Source: ITU-T T.81, annex B; Exif 2.32, section 4.6.4 for the orientation.
final class JpegReader implements FormatReader {

  private static final int EXIF_SEGMENT = 0xe1;
  private static final int FIRST_FRAME = 0xc0;
  private static final int LAST_FRAME = 0xcf;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int RESERVED = 0xc8;
  private static final int ARITHMETIC_CODING = 0xcc;
  private static final int FRAME_FIELDS = 5;

  /// Each costs a decoder as much as a whole picture. Encoders write about ten.
  private static final int MAX_SCANS = 64;

  private boolean hasFrame;
  private int scans;

  /// What follows the end is left alone: cameras append a second picture or a short film.
  @Override
  public void read(Bytes in, Canvas canvas) throws IOException {
    in.skip(2);
    int marker = JpegMarkers.next(in);
    while (marker != JpegMarkers.END) {
      if (marker == JpegMarkers.START) {
        throw new BrokenImageException("it begins twice");
      }
      marker = JpegMarkers.isBare(marker) ? JpegMarkers.next(in) : readSegment(marker, in, canvas);
    }
    if (!hasFrame || scans == 0) {
      throw new BrokenImageException("it has no image data");
    }
    canvas.comeInPasses(scans);
  }

  /// @return the next marker
  private int readSegment(int marker, Bytes in, Canvas canvas) throws IOException {
    int length = in.u16() - 2;
    if (length < 0) {
      throw new BrokenImageException("a segment has no length");
    }
    if (isFrame(marker)) {
      readFrame(length, in, canvas);
    } else if (marker == EXIF_SEGMENT && canvas.orientation() == 1) {
      canvas.orient(ExifOrientation.ofSegment(in.take(length)));
    } else {
      in.skip(length);
    }
    if (marker != JpegMarkers.SCAN) {
      return JpegMarkers.next(in);
    }
    if (!hasFrame) {
      throw new BrokenImageException("its data begins before its header");
    }
    if (++scans > MAX_SCANS) {
      throw new BrokenImageException("it comes in too many passes");
    }
    return markerAfterScan(in);
  }

  private void readFrame(int length, Bytes in, Canvas canvas) throws IOException {
    if (hasFrame || length <= FRAME_FIELDS) {
      throw new BrokenImageException("its header is not valid");
    }
    hasFrame = true;
    in.u8();
    int height = in.u16();
    int width = in.u16();
    in.skip(length - FRAME_FIELDS);
    if (width == 0 || height == 0) {
      throw new BrokenImageException("its header has no size");
    }
    canvas.cover(width, height);
  }

  /// In packed data 0xff is followed by zero, or by a restart's number.
  private static int markerAfterScan(Bytes in) throws IOException {
    while (true) {
      if (in.u8() != 0xff) {
        continue;
      }
      int next = JpegMarkers.afterFill(in);
      if (next != 0 && !JpegMarkers.isBare(next)) {
        return next;
      }
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != HUFFMAN_TABLES
        && marker != RESERVED
        && marker != ARITHMETIC_CODING;
  }
}
