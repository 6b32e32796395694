package dev.parley.media.stripping;

import dev.parley.media.image.Bytes;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/// Makes a copy of an image's file with the picture alone in it. A file that has nothing else is
/// copied byte by byte. How its camera was held goes too, for the picture is to be turned; an
/// animation, which cannot be, keeps that and nothing else. It holds 32 KiB of memory, however
/// large the file.
@Component
public class MetadataStripper {

  /// @throws dev.parley.media.image.BrokenImageException when it is not of the format
  public void strip(Path file, Image image, Path into) throws IOException {
    strip(file, image, image.isAnimated(), into);
  }

  /// For a picture that cannot be turned here either: how its camera was held stays.
  ///
  /// @throws dev.parley.media.image.BrokenImageException when it is not of the format
  public void stripAllButOrientation(Path file, Image image, Path into) throws IOException {
    strip(file, image, true, into);
  }

  private static void strip(Path file, Image image, boolean keepsOrientation, Path into)
      throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Sink out = new Sink(Files.newOutputStream(into))) {
      FormatStripper.of(image, keepsOrientation).copy(new Bytes(in, Files.size(file)), out);
    }
    if (image.format() == ImageFormat.WEBP) {
      WebpStripper.fillInLength(into);
    }
  }
}
