package dev.parley.gateway.request;

import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/// A body that is taken whole, copied to the heap. The pieces go back to the network at once: each
/// may be a byte of a buffer of kilobytes, and what is copied needs nobody to release it, whether
/// it is passed on or not.
final class Gathering {

  private final long maxBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Gathering(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// @throws TooLargeException `too_large`
  void add(DataBuffer piece) {
    try {
      int bytes = piece.readableByteCount();
      if (body.size() + (long) bytes > maxBytes) {
        throw new TooLargeException(maxBytes);
      }
      byte[] copy = new byte[bytes];
      piece.read(copy);
      body.writeBytes(copy);
    } finally {
      DataBufferUtils.release(piece);
    }
  }

  byte[] whole() {
    return body.toByteArray();
  }
}
