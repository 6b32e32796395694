package dev.parley.media.detection;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/// Decides by its content whether a file may come in, and as what.
@Component
public class ContentInspector {

  private static final String ZIP = "application/zip";
  private static final String DOCUMENTS = "application/vnd.o";

  private final ContentTypes types;
  private final TypeProperties properties;

  ContentInspector(ContentTypes types, TypeProperties properties) {
    this.types = types;
    this.properties = properties;
  }

  /// Reads all of an archive, and the ends of anything else.
  ///
  /// @param declared what the client promised to send; null where it promised nothing
  /// @return its type
  /// @throws RefusedException `empty`, `unsupported_type`, `type_mismatch`, `polyglot`,
  ///   `archive_bomb`, `encrypted_archive`, `macros` or `broken`
  public String inspect(Path file, @Nullable String declared) throws IOException {
    String detected = types.detect(new FileSystemResource(file));
    boolean isArchive = detected.equals(ZIP) || detected.startsWith(DOCUMENTS);
    String type = isArchive ? Archives.typeOf(file, properties) : detected;
    if (!types.isAccepted(type)) {
      throw new RefusedException("unsupported_type", type + " is not taken");
    }
    boolean isPromised =
        declared == null
            || ContentTypes.keepsPromise(type, declared)
            || (isArchive && ContentTypes.keepsPromise(ZIP, declared));
    if (!isPromised) {
      throw new RefusedException("type_mismatch", "it is " + type + ", and was not said to be");
    }
    Polyglots.refuse(file, type, isArchive);
    return type;
  }

  /// @param end where the picture is over
  /// @throws RefusedException `polyglot` when something else begins there
  public void inspectTail(Path image, long end) throws IOException {
    Polyglots.refuseTail(image, end);
  }
}
