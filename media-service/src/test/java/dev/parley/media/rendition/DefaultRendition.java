package dev.parley.media.rendition;

import org.springframework.util.unit.DataSize;

/// The settings that a service has which is given none, for programs that run without Spring.
final class DefaultRendition {

  private DefaultRendition() {}

  static RenditionProperties properties() {
    return new RenditionProperties(
        4096,
        2048,
        320,
        0.82f,
        DataSize.ofMegabytes(48),
        DataSize.ofGigabytes(8),
        DataSize.ofMegabytes(128));
  }
}
