package dev.parley.media.rendition;

import java.nio.file.Path;

/// One form of a picture, as a file.
public record Rendition(Path file, String contentType) {}
