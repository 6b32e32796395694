package dev.parley.media.scanning;

import org.jspecify.annotations.Nullable;

/// The scanner is there and did not come to an end with this file. It may with another try; a file
/// that it never manages is not to be waited for.
public final class NotScannedException extends RuntimeException {

  NotScannedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
