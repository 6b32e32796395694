package dev.parley.media.image;

import java.io.IOException;

/// The bytes are not what the format prescribes, or end too soon.
public final class BrokenImageException extends IOException {

  public BrokenImageException(String why) {
    super(why);
  }
}
