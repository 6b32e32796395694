package dev.parley.media.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/// Tells what image a file is.
@Component
public class ImageInspector {

  private final ImageProperties limits;

  ImageInspector(ImageProperties limits) {
    this.limits = limits;
  }

  /// Reads the file twice at most, in bounded memory.
  ///
  /// @param length bytes
  /// @throws UnsupportedMediaException `unsupported_media` when it is none, or a broken one
  /// @throws ImageTooLargeException `too_large` when it has too many pixels
  public Image inspect(InputStreamSource file, long length) throws IOException {
    ImageFormat format = formatOf(file);
    Canvas canvas = new Canvas(limits);
    long end;
    try (InputStream in = file.getInputStream()) {
      Bytes bytes = new Bytes(in, length);
      FormatReader.of(format).read(bytes, canvas);
      end = bytes.position();
    } catch (BrokenImageException e) {
      throw new UnsupportedMediaException(
          "This is not a whole %s: %s".formatted(format.contentType(), e.getMessage()));
    }
    if (canvas.isEmpty()) {
      throw new UnsupportedMediaException("The picture has no pixels");
    }
    canvas.requireWithinLimits();
    return new Image(
        format,
        canvas.width(),
        canvas.height(),
        canvas.orientation(),
        canvas.frames(),
        end,
        canvas.passes());
  }

  private static ImageFormat formatOf(InputStreamSource file) throws IOException {
    try (InputStream in = file.getInputStream()) {
      byte[] head = in.readNBytes(ImageFormat.SIGNATURE_LENGTH);
      return ImageFormat.of(Arrays.copyOf(head, ImageFormat.SIGNATURE_LENGTH))
          .orElseThrow(
              () -> new UnsupportedMediaException("Only PNG, JPEG, GIF and WebP images are taken"));
    }
  }
}
