package dev.parley.media.image;

import java.io.IOException;
import java.io.InputStream;

/// Walks through a file of known length, holding 16 KiB of it at a time.
public final class Bytes {

  private static final int BUFFER = 16 * 1024;

  private final InputStream in;
  private final long length;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int filled;
  private long position;

  /// @param length bytes that the stream has; what it has beyond them is not read
  public Bytes(InputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  /// How many bytes have been read or skipped.
  public long position() {
    return position;
  }

  public long left() {
    return length - position;
  }

  /// @throws BrokenImageException at the end
  public int u8() throws IOException {
    if (next == filled) {
      fill();
    }
    position++;
    return buffer[next++] & 0xff;
  }

  public int u16() throws IOException {
    return u8() << 8 | u8();
  }

  public long u32() throws IOException {
    return (long) u16() << 16 | u16();
  }

  int u16Little() throws IOException {
    return u8() | u8() << 8;
  }

  int u24Little() throws IOException {
    return u16Little() | u8() << 16;
  }

  public long u32Little() throws IOException {
    return u16Little() | (long) u16Little() << 16;
  }

  /// @param count small: they are held
  public byte[] take(int count) throws IOException {
    byte[] taken = new byte[count];
    for (int i = 0; i < count; i++) {
      taken[i] = (byte) u8();
    }
    return taken;
  }

  /// @throws BrokenImageException where fewer are left
  public void skip(long count) throws IOException {
    if (count > left()) {
      throw new BrokenImageException("the file ends too soon");
    }
    int buffered = (int) Math.min(count, filled - next);
    next += buffered;
    in.skipNBytes(count - buffered);
    position += count;
  }

  private void fill() throws IOException {
    int most = (int) Math.min(BUFFER, left());
    filled = most == 0 ? 0 : Math.max(0, in.read(buffer, 0, most));
    next = 0;
    if (filled == 0) {
      throw new BrokenImageException("the file ends too soon");
    }
  }
}
