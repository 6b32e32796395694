package dev.parley.media.stripping;

import java.io.IOException;
import java.io.OutputStream;

/// Writes bytes one by one without the price that a stream has for each.
final class Sink implements AutoCloseable {

  private static final int SIZE = 16 * 1024;

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int filled;

  Sink(OutputStream out) {
    this.out = out;
  }

  void u8(int value) throws IOException {
    if (filled == SIZE) {
      flush();
    }
    buffer[filled++] = (byte) value;
  }

  void u16(int value) throws IOException {
    u8(value >>> 8);
    u8(value);
  }

  void u32(long value) throws IOException {
    u16((int) (value >>> 16));
    u16((int) value);
  }

  void bytes(byte[] bytes) throws IOException {
    for (byte b : bytes) {
      u8(b);
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
