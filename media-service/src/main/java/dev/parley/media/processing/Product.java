package dev.parley.media.processing;

import dev.parley.media.record.Processed;
import dev.parley.media.rendition.Rendition;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is to be served of an upload.
///
/// @param original the file that is served as the whole of it
/// @param processed what its record is to say
record Product(
    Path original, @Nullable Rendition large, @Nullable Rendition thumbnail, Processed processed) {

  static Product asItIs(Path file, Processed processed) {
    return new Product(file, null, null, processed);
  }
}
