package dev.parley.media.download;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The name under which a file is saved. Its extension belongs to what is served: whoever saves a
/// text does not get a script by it, whatever its sender called it.
final class ServedNames {

  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
  private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

  /// The first one is what a name gets that has none of them. None of them is run when it is
  /// opened.
  private static final Map<String, List<String>> EXTENSIONS =
      Map.ofEntries(
          Map.entry("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")),
          Map.entry("image/png", List.of("png")),
          Map.entry("image/gif", List.of("gif")),
          Map.entry("image/webp", List.of("webp")),
          Map.entry("video/mp4", List.of("mp4", "m4v")),
          Map.entry("video/quicktime", List.of("mov", "qt")),
          Map.entry("video/webm", List.of("webm")),
          Map.entry("audio/mpeg", List.of("mp3", "mp2", "mpga")),
          Map.entry("audio/mp4", List.of("m4a", "m4b", "mp4")),
          Map.entry("audio/ogg", List.of("ogg", "oga", "opus", "spx")),
          Map.entry("audio/webm", List.of("webm", "weba")),
          Map.entry("audio/wav", List.of("wav", "wave")),
          Map.entry("audio/flac", List.of("flac")),
          Map.entry("audio/aac", List.of("aac")),
          Map.entry("application/pdf", List.of("pdf")),
          Map.entry("application/zip", List.of("zip")),
          Map.entry(
              "text/plain",
              List.of(
                  "txt",
                  "text",
                  "csv",
                  "tsv",
                  "md",
                  "markdown",
                  "log",
                  "json",
                  "xml",
                  "yaml",
                  "yml",
                  "toml",
                  "tex",
                  "srt",
                  "vtt",
                  "diff",
                  "patch",
                  "sql",
                  "c",
                  "h",
                  "cpp",
                  "java",
                  "kt",
                  "go",
                  "rs")),
          Map.entry(OFFICE + "wordprocessingml.document", List.of("docx")),
          Map.entry(OFFICE + "spreadsheetml.sheet", List.of("xlsx")),
          Map.entry(OFFICE + "presentationml.presentation", List.of("pptx")),
          Map.entry(OPEN_DOCUMENT + "text", List.of("odt")),
          Map.entry(OPEN_DOCUMENT + "spreadsheet", List.of("ods")),
          Map.entry(OPEN_DOCUMENT + "presentation", List.of("odp")));

  private static final Set<String> KNOWN = known();

  private ServedNames() {}

  private static Set<String> known() {
    Set<String> known = new HashSet<>();
    EXTENSIONS.values().forEach(known::addAll);
    return Set.copyOf(known);
  }

  /// Another type's extension gives way to one of its own; anything else stays, and one of its own
  /// follows: `cat.png`, which has become a JPEG, is `cat.jpg`, and the text `run.vbs` is
  /// `run.vbs.txt`.
  ///
  /// @param name as its sender called it
  /// @param contentType under which it is served; the name of an unknown one stays as it is
  static String of(String name, String contentType) {
    List<String> own = EXTENSIONS.getOrDefault(contentType, List.of());
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    if (own.isEmpty() || own.contains(extension)) {
      return name;
    }
    String stem = KNOWN.contains(extension) ? name.substring(0, dot) : name;
    return stem + "." + own.getFirst();
  }
}
