package dev.parley.media.rendition;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/// A file in memory, with some bytes of nothing behind its end: a reader that looks ahead need not
/// find its way around the end, which takes TwelveMonkeys' a microsecond and more for each pixel.
/// Who goes beyond them has been given a file that was cut off.
final class PaddedBytes extends ImageInputStreamImpl {

  private static final int PADDING = 64;

  private final byte[] bytes;

  PaddedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    requireNear(1);
    int at = (int) streamPos++;
    return at < bytes.length ? bytes[at] & 0xff : 0;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    bitOffset = 0;
    requireNear(length);
    for (int i = 0; i < length; i++) {
      int at = (int) streamPos++;
      into[offset + i] = at < bytes.length ? bytes[at] : 0;
    }
    return length;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  /// Not the usual end-of-file exception: readers take that for an invitation to go on.
  private void requireNear(int count) throws IOException {
    if (streamPos + count > bytes.length + PADDING) {
      throw new IOException("the picture goes on behind the end of its file");
    }
  }
}
