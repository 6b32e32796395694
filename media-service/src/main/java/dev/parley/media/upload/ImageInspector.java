package dev.parley.media.upload;

import dev.parley.common.problem.ValidationException;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/// Decides whether a file is taken, by what is in it.
@Component
class ImageInspector {

  private final UploadProperties limits;

  ImageInspector(UploadProperties limits) {
    this.limits = limits;
  }

  /// @throws dev.parley.media.image.UnsupportedImageException `unsupported_media`
  /// @throws ImageTooLargeException `too_large`
  /// @throws ValidationException `validation_failed` when there is nothing in it
  Image inspect(long size, InputStreamSource content) {
    if (size == 0) {
      throw new ValidationException("file", "required");
    }
    Image image = read(content);
    boolean tooLarge =
        Math.max(image.width(), image.height()) > limits.maxEdge()
            || (long) image.width() * image.height() > limits.maxPixels();
    if (tooLarge) {
      throw new ImageTooLargeException(limits);
    }
    return image;
  }

  private static Image read(InputStreamSource content) {
    try (InputStream in = content.getInputStream()) {
      return ImageSniffer.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
