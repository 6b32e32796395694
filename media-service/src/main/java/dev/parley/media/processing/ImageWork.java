package dev.parley.media.processing;

import dev.parley.media.detection.ContentInspector;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.film.FilmTools;
import dev.parley.media.film.ProcessOverrunException;
import dev.parley.media.image.BrokenImageException;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import dev.parley.media.image.ImageInspector;
import dev.parley.media.image.ImageTooLargeException;
import dev.parley.media.image.UnsupportedMediaException;
import dev.parley.media.record.Processed;
import dev.parley.media.rendition.CostlyPictureException;
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
/// needs to be, and its variants. A WebP that is too large to be unpacked here has none where there
/// is no ffmpeg.
@Component
class ImageWork {

  private final ImageInspector inspector;
  private final ContentInspector contents;
  private final MetadataStripper stripper;
  private final Renderer renderer;
  private final FilmTools tools;

  ImageWork(
      ImageInspector inspector,
      ContentInspector contents,
      MetadataStripper stripper,
      Renderer renderer,
      FilmTools tools) {
    this.inspector = inspector;
    this.contents = contents;
    this.stripper = stripper;
    this.renderer = renderer;
    this.tools = tools;
  }

  /// @throws RefusedException `broken`, `too_many_pixels`, `too_costly` or `polyglot`
  Product work(Path file, Path folder) throws IOException {
    Image image = inspect(file);
    contents.inspectTail(file, image.end());
    try {
      return work(file, image, folder);
    } catch (ProcessOverrunException | CostlyPictureException e) {
      throw new RefusedException("too_costly", String.valueOf(e.getMessage()));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new RefusedException("broken", "it cannot be unpacked: " + e.getMessage());
    }
  }

  private Product work(Path file, Image image, Path folder) throws IOException {
    Path stripped = folder.resolve("stripped");
    stripper.strip(file, image, stripped);
    if (renderer.isWithinMemory(image, Files.size(stripped))) {
      return product(image, stripped, renderer.render(stripped, image, folder));
    }
    // A large WebP: ffmpeg unpacks it in the memory of another process.
    Path unpacked = folder.resolve("unpacked.png");
    if (tools.unpackWebp(stripped, renderer.originalSide(), unpacked)) {
      return product(image, stripped, renderer.render(unpacked, asPng(image, unpacked), folder));
    }
    if (tools.isInstalled() && !image.isAnimated()) {
      throw new IOException("ffmpeg finds no picture in it");
    }
    stripper.stripAllButOrientation(file, image, stripped);
    return product(image, stripped, Renditions.none(image));
  }

  private static Image asPng(Image image, Path png) throws IOException {
    return new Image(
        ImageFormat.PNG,
        image.width(),
        image.height(),
        image.orientation(),
        image.frames(),
        Files.size(png));
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
            made.blurhash() == null));
  }

  private static @Nullable String typeOf(@Nullable Rendition rendition) {
    return rendition == null ? null : rendition.contentType();
  }
}
