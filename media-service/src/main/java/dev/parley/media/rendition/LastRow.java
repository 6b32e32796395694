package dev.parley.media.rendition;

import java.awt.image.BufferedImage;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;

/// Ends a reader's work with the last row that it is asked for: by themselves the JDK's readers of
/// PNG and GIF unpack all that follows it, too. For pictures whose rows come in their order.
final class LastRow implements IIOReadUpdateListener {

  @Override
  public void imageUpdate(
      ImageReader reader,
      BufferedImage image,
      int left,
      int top,
      int width,
      int height,
      int everyColumn,
      int everyRow,
      int[] bands) {
    if (top + height == image.getHeight()) {
      reader.abort();
    }
  }

  @Override
  public void passStarted(
      ImageReader reader,
      BufferedImage image,
      int pass,
      int first,
      int last,
      int left,
      int top,
      int everyColumn,
      int everyRow,
      int[] bands) {
    // There is one pass.
  }

  @Override
  public void passComplete(ImageReader reader, BufferedImage image) {
    // There is one pass.
  }

  @Override
  public void thumbnailPassStarted(
      ImageReader reader,
      BufferedImage image,
      int pass,
      int first,
      int last,
      int left,
      int top,
      int everyColumn,
      int everyRow,
      int[] bands) {
    // Nobody asks for thumbnails.
  }

  @Override
  public void thumbnailUpdate(
      ImageReader reader,
      BufferedImage image,
      int left,
      int top,
      int width,
      int height,
      int everyColumn,
      int everyRow,
      int[] bands) {
    // Nobody asks for thumbnails.
  }

  @Override
  public void thumbnailPassComplete(ImageReader reader, BufferedImage image) {
    // Nobody asks for thumbnails.
  }
}
