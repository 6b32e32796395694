package dev.parley.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a benchmark came to, and where it is told: on the terminal, as files, and, when it was
/// whole, in the README.
///
/// @param text a table and what there is to say about it, as Markdown
/// @param plot an SVG
/// @param data for programs; written as JSON
public record Publication(String text, String plot, Object data) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// The names under which one benchmark is told.
  ///
  /// @param block the README's
  /// @param folder in `target`, for what is not whole
  /// @param caption of the plot
  public record Names(
      String block, String folder, String text, String plot, String data, String caption) {}

  /// @param home the folder of the README
  /// @param whole whether these are the figures that the README tells
  public void publish(Path home, Names names, boolean whole) throws IOException {
    Path folder = home.resolve(whole ? "results" : "target/" + names.folder());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(names.text()), text);
    Files.writeString(folder.resolve(names.plot()), plot);
    Files.writeString(folder.resolve(names.data()), JSON.writeValueAsString(data) + "\n");
    if (whole) {
      Path readme = home.resolve("README.md");
      String block = "%s%n![%s](results/%s)%n".formatted(text, names.caption(), names.plot());
      Files.writeString(
          readme, ReadmeBlock.replace(Files.readString(readme), names.block(), block));
    }
    System.out.println(text);
    System.out.println("written to " + folder);
  }
}
