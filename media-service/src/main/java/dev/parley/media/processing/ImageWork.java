package dev.parley.media.processing;

import dev.parley.media.detection.ContentInspector;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.image.BrokenImageException;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageInspector;
import dev.parley.media.image.ImageTooLargeException;
import dev.parley.media.image.UnsupportedMediaException;
import dev.parley.media.record.Processed;
import dev.parley.media.rendition.Renderer;
import dev.parley.media.rendition.Rendition;
import dev.parley.media.rendition.Renditions;
import dev.parley.media.stripping.MetadataStripper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/// Makes an image fit to be shown: nothing in its file but the picture, upright, no larger than it
/// needs to be, and its variants.
@Component
class ImageWork {

  private final ImageInspector inspector;
  private final ContentInspector contents;
  private final MetadataStripper stripper;
  private final Renderer renderer;

  ImageWork(
      ImageInspector inspector,
      ContentInspector contents,
      MetadataStripper stripper,
      Renderer renderer) {
    this.inspector = inspector;
    this.contents = contents;
    this.stripper = stripper;
    this.renderer = renderer;
  }

  /// @throws RefusedException `broken`, `too_many_pixels` or `polyglot`
  Product work(Path file, Path folder) throws IOException {
    Image image = inspect(file);
    contents.inspectTail(file, image.end());
    Path stripped = folder.resolve("stripped");
    Renditions made;
    try {
      stripper.strip(file, image, stripped);
      made = renderer.render(stripped, image, folder);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new RefusedException("broken", "it cannot be unpacked: " + e.getMessage());
    }
    return product(image, stripped, made);
  }

  private Image inspect(Path file) throws IOException {
    try {
      return inspector.inspect(new FileSystemResource(file), Files.size(file));
    } catch (UnsupportedMediaException | BrokenImageException e) {
      throw new RefusedException("broken", String.valueOf(e.getMessage()));
    } catch (ImageTooLargeException e) {
      throw new RefusedException("too_many_pixels", String.valueOf(e.getMessage()));
    }
  }

  private static Product product(Image image, Path stripped, Renditions made) throws IOException {
    Rendition remade = made.original();
    Path original = remade == null ? stripped : remade.file();
    String type = remade == null ? image.format().contentType() : remade.contentType();
    return new Product(
        original,
        made.large(),
        made.thumbnail(),
        new Processed(
            type,
            Files.size(original),
            made.width(),
            made.height(),
            null,
            made.blurhash(),
            null,
            typeOf(made.large()),
            typeOf(made.thumbnail()),
            false));
  }

  private static @Nullable String typeOf(@Nullable Rendition rendition) {
    return rendition == null ? null : rendition.contentType();
  }
}
