package dev.parley.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// Compares what is written as JSON with a file that is kept beside the tests, in
/// `src/test/resources/golden`: what others have learned to read must not change unseen.
/// `-Dparley.golden.update=true` writes the files anew, to be looked through and committed.
public final class GoldenJson {

  private static final Path FILES = Path.of("src", "test", "resources", "golden");

  private GoldenJson() {}

  /// Fails unless the value is written as the file says, and read back from it as it was.
  ///
  /// @param name the file's, without `.json`
  public static <T> void check(String name, T value) {
    if (Boolean.getBoolean("parley.golden.update")) {
      write(name, value);
    }
    String golden = read(name);
    JsonNode expected = Json.mapper().readTree(golden);
    JsonNode actual = Json.mapper().readTree(Json.mapper().writeValueAsBytes(value));
    if (!actual.equals(expected)) {
      throw new AssertionError(
          "golden/%s.json says%n%s%nbut it is written as%n%s"
              .formatted(name, expected.toPrettyString(), actual.toPrettyString()));
    }
    Object again = Json.mapper().readValue(golden, value.getClass());
    if (!again.equals(value)) {
      throw new AssertionError(
          "golden/%s.json is read as%n%s%nand not as%n%s".formatted(name, again, value));
    }
  }

  /// The file's text.
  public static String read(String name) {
    String resource = "golden/" + name + ".json";
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError(resource + " is missing: -Dparley.golden.update=true makes it");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String name, Object value) {
    try {
      String text =
          Json.mapper().readTree(Json.mapper().writeValueAsBytes(value)).toPrettyString() + "\n";
      Files.createDirectories(FILES);
      Files.writeString(FILES.resolve(name + ".json"), text);
      Path compiled = Path.of("target", "test-classes", "golden");
      Files.createDirectories(compiled);
      Files.writeString(compiled.resolve(name + ".json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
