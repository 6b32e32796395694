package dev.parley.media.processing;

import dev.parley.media.detection.ContentInspector;
import dev.parley.media.detection.MediaKind;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.detection.Texts;
import dev.parley.media.progress.Phase;
import dev.parley.media.progress.Progress;
import dev.parley.media.record.Media;
import dev.parley.media.record.Processed;
import dev.parley.media.scanning.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks at a file that has come in, and makes of it what may be served.
@Component
class Examiner {

  private static final String TEXT = "text/plain";

  private final ContentInspector contents;
  private final Scanner scanner;
  private final ImageWork images;
  private final FilmWork films;

  Examiner(ContentInspector contents, Scanner scanner, ImageWork images, FilmWork films) {
    this.contents = contents;
    this.scanner = scanner;
    this.images = images;
    this.films = films;
  }

  /// @param file what has come in
  /// @param folder where more files may be made
  /// @throws RefusedException when it is not taken
  /// @throws dev.parley.common.problem.UnavailableException when the scanner is to be waited for
  Product examine(Media media, Path file, Path folder, Progress progress) throws IOException {
    progress.enter(Phase.CHECKING);
    requireChecksum(file, media.checksum());
    scanner.requireClean(media.mediaId(), file);
    String type = contents.inspect(file, media.declaredType());
    progress.enter(Phase.CONVERTING);
    return switch (MediaKind.of(type)) {
      case IMAGE -> images.work(file, folder);
      case VIDEO, AUDIO -> films.work(media.mediaId(), file, type, folder);
      case DOCUMENT -> document(file, type);
    };
  }

  private static Product document(Path file, String type) throws IOException {
    long size = Files.size(file);
    return Product.asItIs(
        file,
        type.equals(TEXT)
            ? Processed.text(type, Texts.isUtf8(file) ? "utf-8" : null, size)
            : Processed.asItIs(type, size));
  }

  private static void requireChecksum(Path file, @Nullable String checksum) throws IOException {
    if (checksum != null && !checksum.equals(sha256(file))) {
      throw new RefusedException("checksum_mismatch", "its bytes are not those that were meant");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
