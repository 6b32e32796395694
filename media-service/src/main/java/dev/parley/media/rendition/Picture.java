package dev.parley.media.rendition;

import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;

/// An unpacked picture: one byte for each of its one, three or four bands, side by side.
///
/// @param image of which [#samples] and [#offset] tell the layout
record Picture(BufferedImage image) {

  /// Of a picture in colour that nothing shines through.
  static final int OPAQUE_BANDS = 3;

  /// Draws it anew if its bytes lie otherwise: a palette, sixteen bits, planes.
  static Picture of(BufferedImage image) {
    if (isPlain(image)) {
      return new Picture(image);
    }
    boolean hasAlpha = image.getColorModel().hasAlpha();
    BufferedImage plain = blank(image.getWidth(), image.getHeight(), hasAlpha);
    Graphics2D graphics = plain.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return new Picture(plain);
  }

  /// Whether [#of] takes the bytes as they are.
  private static boolean isPlain(BufferedImage image) {
    boolean isInterleaved =
        image.getSampleModel() instanceof PixelInterleavedSampleModel
            && image.getRaster().getDataBuffer() instanceof DataBufferByte
            && image.getRaster().getSampleModelTranslateX() == 0
            && image.getRaster().getSampleModelTranslateY() == 0;
    int bands = image.getRaster().getNumBands();
    boolean isGrey = bands == 1 && image.getType() == BufferedImage.TYPE_BYTE_GRAY;
    boolean isColour = bands == 3 || (bands == 4 && image.getColorModel().hasAlpha());
    return isInterleaved && !image.isAlphaPremultiplied() && (isGrey || isColour);
  }

  private static BufferedImage blank(int width, int height, boolean hasAlpha) {
    return new BufferedImage(
        width, height, hasAlpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
  }

  /// One of the same kind, with nothing in it.
  Picture blank(int width, int height) {
    var colours = image.getColorModel();
    return new Picture(
        new BufferedImage(
            colours, colours.createCompatibleWritableRaster(width, height), false, null));
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  int bands() {
    return image.getRaster().getNumBands();
  }

  boolean hasAlpha() {
    return image.getColorModel().hasAlpha();
  }

  byte[] samples() {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private PixelInterleavedSampleModel layout() {
    return (PixelInterleavedSampleModel) image.getSampleModel();
  }

  /// Where the bands of a pixel begin within it.
  int[] bandOffsets() {
    return layout().getBandOffsets();
  }

  int rowLength() {
    return layout().getScanlineStride();
  }

  /// Whether every pixel of it hides what lies under it.
  boolean isOpaque() {
    if (!hasAlpha()) {
      return true;
    }
    byte[] samples = samples();
    int alpha = bandOffsets()[bands() - 1];
    for (int at = alpha; at < samples.length; at += bands()) {
      if (samples[at] != -1) {
        return false;
      }
    }
    return true;
  }

  /// The same samples, meant in other colours. Grey stays grey.
  ///
  /// @param colours of three components
  Picture seenIn(ColorSpace colours) {
    if (bands() == 1) {
      return this;
    }
    int transparency = hasAlpha() ? Transparency.TRANSLUCENT : Transparency.OPAQUE;
    var model =
        new ComponentColorModel(colours, hasAlpha(), false, transparency, DataBuffer.TYPE_BYTE);
    return new Picture(new BufferedImage(model, image.getRaster(), false, null));
  }

  /// In the colours that every viewer takes for granted. Grey stays grey.
  Picture inStandardColours() {
    ColorSpace colours = image.getColorModel().getColorSpace();
    if (colours.isCS_sRGB() || bands() == 1) {
      return this;
    }
    BufferedImage converted = blank(width(), height(), hasAlpha());
    new ColorConvertOp(null).filter(image, converted);
    return new Picture(converted);
  }

  /// Without the band that lets shine through.
  Picture opaque() {
    if (!hasAlpha()) {
      return this;
    }
    BufferedImage plain = blank(width(), height(), false);
    Graphics2D graphics = plain.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return new Picture(plain);
  }
}
