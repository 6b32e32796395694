package dev.parley.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Where the embedded servers of this JVM keep their data: `target/servers/<pid>/`. What a killed
/// JVM left there is taken away, and with it the PostgreSQL that outlived it: a server whose
/// directory is gone stops by itself.
final class Workspace {

  private static final Path ROOT = Path.of("target", "servers").toAbsolutePath();

  private Workspace() {}

  /// A directory that does not exist yet, in one that does.
  static Path directory(String name) {
    try {
      Files.createDirectories(ROOT);
      try (Stream<Path> owners = Files.list(ROOT)) {
        owners.filter(owner -> !isAlive(owner)).forEach(Workspace::delete);
      }
      Path own =
          Files.createDirectories(ROOT.resolve(Long.toString(ProcessHandle.current().pid())));
      return Files.createTempDirectory(own, name + "-").resolve("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAlive(Path owner) {
    try {
      return ProcessHandle.of(Long.parseLong(owner.getFileName().toString())).isPresent();
    } catch (NumberFormatException notOurs) {
      return true;
    }
  }

  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // `mvnw clean` takes it away
    }
  }
}
