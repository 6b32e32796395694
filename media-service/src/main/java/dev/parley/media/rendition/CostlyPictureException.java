package dev.parley.media.rendition;

import java.io.IOException;

/// To unpack the picture takes longer than one picture may keep others waiting.
public final class CostlyPictureException extends IOException {

  /// @param bytes that would be unpacked
  CostlyPictureException(long bytes) {
    super("%d bytes would be unpacked for it".formatted(bytes));
  }
}
