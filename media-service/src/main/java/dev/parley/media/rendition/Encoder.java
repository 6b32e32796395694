package dev.parley.media.rendition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/// Writes a picture: as JPEG, or as PNG where something shines through.
final class Encoder {

  private Encoder() {}

  /// @param quality 0–1
  static Rendition write(Picture picture, float quality, Path into) throws IOException {
    Picture standard = picture.inStandardColours();
    boolean isOpaque = standard.isOpaque();
    String format = isOpaque ? "jpeg" : "png";
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    Files.deleteIfExists(into);
    try (FileImageOutputStream out = new FileImageOutputStream(into.toFile())) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (isOpaque) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
      }
      Picture written = isOpaque ? standard.opaque() : standard;
      writer.write(null, new IIOImage(written.image(), null, null), parameters);
    } finally {
      writer.dispose();
    }
    return new Rendition(into, "image/" + format);
  }
}
