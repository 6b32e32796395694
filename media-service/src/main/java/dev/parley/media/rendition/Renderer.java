package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the forms of a picture.
@Component
public class Renderer {

  /// Smaller files are as good as any variant of theirs.
  private static final long SMALL_FILE = 512 * 1024;

  private final RenditionProperties properties;
  private final MemoryBudget memory;

  Renderer(RenditionProperties properties, MemoryBudget memory) {
    this.properties = properties;
    this.memory = memory;
  }

  /// Whether it can be unpacked here, in the memory that pictures share.
  ///
  /// @param size of its file, bytes
  public boolean isWithinMemory(Image image, long size) {
    return image.format() != ImageFormat.WEBP
        || WebpDecoder.bytes(image, size) <= properties.memory().toBytes();
  }

  /// The longer side of what is served as `original`.
  public int originalSide() {
    return properties.originalSide();
  }

  /// One that is not within memory has no forms but the one that came.
  ///
  /// @param folder where the files are made
  /// @throws CostlyPictureException when that takes longer than a picture may
  /// @throws IOException when the picture cannot be unpacked
  public Renditions render(Path file, Image image, Path folder) throws IOException {
    if (!isWithinMemory(image, Files.size(file))) {
      return Renditions.none(image);
    }
    long limit = properties.decodeLimit().toBytes();
    int side = isServedAsItIs(image) ? properties.largeSide() : properties.originalSide();
    try (Decoder decoder = Decoder.open(file, image, side, limit)) {
      if (decoder.bytesUnpacked() > properties.maxUnpacked().toBytes()) {
        throw new CostlyPictureException(decoder.bytesUnpacked());
      }
      return render(decoder, file, image, folder);
    }
  }

  private Renditions render(Decoder decoder, Path file, Image image, Path folder)
      throws IOException {
    long bytes = decoder.bytes() + Math.max(decoder.bytesBeside(), scratch(image));
    try (MemoryBudget.Share _ = memory.take(bytes)) {
      return render(decoder.read(), Files.size(file), image, folder);
    }
  }

  /// For the pictures that are made beside the unpacked one: those of a turned or scaled original
  /// and of `large`, each once more in standard colours.
  private long scratch(Image image) {
    long large = (long) properties.largeSide() * properties.largeSide() * 3 * 2;
    long original = (long) properties.originalSide() * properties.originalSide() * 3;
    return large + (isServedAsItIs(image) ? 0 : original);
  }

  private boolean isServedAsItIs(Image image) {
    boolean fits = Math.max(image.width(), image.height()) <= properties.originalSide();
    return image.isAnimated() || (image.orientation() == 1 && fits);
  }

  private Renditions render(Picture picture, long size, Image image, Path folder)
      throws IOException {
    int width = image.width();
    int height = image.height();
    Picture source = picture;
    Rendition original = null;
    if (!isServedAsItIs(image)) {
      source = Turner.upright(Scaler.fit(source, properties.originalSide()), image.orientation());
      original = Encoder.write(source, properties.quality(), folder.resolve("original"));
      width = source.width();
      height = source.height();
    } else if (image.isAnimated()) {
      // Its file says how it is to be turned, and goes on saying so. Its variants do not.
      source = Turner.upright(Scaler.fit(source, properties.largeSide()), image.orientation());
    }
    Picture largePicture = Scaler.fit(source, properties.largeSide());
    Rendition large = image.isAnimated() ? null : large(largePicture, size, image, folder);
    Picture small = Scaler.fit(largePicture, properties.thumbnailSide());
    boolean isSmall = Math.max(width, height) <= properties.thumbnailSide();
    Rendition thumbnail =
        isSmall ? null : Encoder.write(small, properties.quality(), folder.resolve("thumbnail"));
    return new Renditions(original, large, thumbnail, BlurHash.of(small), width, height);
  }

  private @Nullable Rendition large(Picture picture, long size, Image image, Path folder)
      throws IOException {
    boolean isLarger = Math.max(image.width(), image.height()) > properties.largeSide();
    if (!isLarger && size <= SMALL_FILE) {
      return null;
    }
    Rendition large = Encoder.write(picture, properties.quality(), folder.resolve("large"));
    return isLarger || Files.size(large.file()) < size ? large : null;
  }
}
