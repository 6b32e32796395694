package dev.parley.media.film;

import java.io.IOException;

/// A program took longer than it may, and was killed.
public final class ProcessOverrunException extends IOException {

  ProcessOverrunException(String program) {
    super(program + " took too long");
  }
}
