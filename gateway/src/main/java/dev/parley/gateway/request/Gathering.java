package dev.parley.gateway.request;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/// A body that is taken whole, copied to the heap. The pieces go back to the network at once: each
/// may be a byte of a buffer of kilobytes, and what is copied needs nobody to release it, whether
/// it is passed on or not.
final class Gathering implements AutoCloseable {

  private final long maxBytes;
  private final long maxOfAll;
  private final AtomicLong ofAll;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /// @param maxBytes of this one
  /// @param maxOfAll of all that are under way
  /// @param ofAll how many bytes they have
  Gathering(long maxBytes, long maxOfAll, AtomicLong ofAll) {
    this.maxBytes = maxBytes;
    this.maxOfAll = maxOfAll;
    this.ofAll = ofAll;
  }

  /// @throws TooLargeException `too_large`
  /// @throws CrowdedException `unavailable`: too many others are under way
  void add(DataBuffer piece) {
    try {
      int bytes = piece.readableByteCount();
      if (body.size() + (long) bytes > maxBytes) {
        throw new TooLargeException(maxBytes);
      }
      if (ofAll.addAndGet(bytes) > maxOfAll) {
        ofAll.addAndGet(-bytes);
        throw new CrowdedException();
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

  /// Once, when the request has been answered.
  @Override
  public void close() {
    ofAll.addAndGet(-body.size());
  }
}
