package dev.parley.media.storage;

import java.io.IOException;

/// What the store sent cannot be kept here.
final class LocalDiskException extends IOException {

  LocalDiskException(IOException cause) {
    super("it cannot be kept here: " + cause.getMessage(), cause);
  }
}
