package dev.parley.media.processing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the files of one upload lie while it is worked on; gone when it is closed.
record WorkFolder(Path path) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkFolder.class);
  private static final String PREFIX = "parley-media-";

  /// @param directory the server's own when it is empty
  static WorkFolder open(String directory) {
    try {
      return new WorkFolder(
          directory.isEmpty()
              ? Files.createTempDirectory(PREFIX)
              : Files.createTempDirectory(Files.createDirectories(Path.of(directory)), PREFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : innermostFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      log.atWarn().addKeyValue("folder", path).setCause(e).log("A work folder cannot be removed");
    }
  }
}
