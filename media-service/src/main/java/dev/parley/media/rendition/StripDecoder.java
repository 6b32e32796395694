package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.awt.Rectangle;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;

/// For formats whose readers hold no more of a picture than what they are asked for. One that would
/// take more than it may is unpacked strip by strip, every pixel of it, and scaled down meanwhile.
/// For each strip its reader begins anew, and ends with the strip's last row: the work is that of
/// unpacking it `(strips + 1) / 2` times. Where the rows of a PNG or GIF do not come in their order
/// it is `strips` times, and where a JPEG comes in several passes each of them counts as the whole
/// picture.
final class StripDecoder implements Decoder {

  /// Drawing it anew in plain bytes takes these beside what the reader gives.
  private static final int PLAIN = 4;

  /// A strip takes as large a share of what a picture may take.
  private static final int STRIPS_IN_LIMIT = 3;

  private final FileImageInputStream file;
  private final ImageReader reader;
  private final @Nullable ICC_ColorSpace colours;
  private final int width;
  private final int height;
  private final int rows;
  private final int smallerWidth;
  private final int smallerHeight;
  private final long bytes;
  private final long beside;
  private final long unpacked;

  private StripDecoder(
      FileImageInputStream file,
      ImageReader reader,
      @Nullable ICC_ColorSpace colours,
      Image image,
      int longerSide,
      long limit)
      throws IOException {
    this.file = file;
    this.reader = reader;
    this.colours = colours;
    // Not forwards only: it begins anew for each strip.
    reader.setInput(file, false, true);
    this.width = reader.getWidth(0);
    this.height = reader.getHeight(0);
    Cost cost = Cost.of(reader);
    long row = (long) width * cost.unpacked();
    boolean isWhole = row * height <= limit;
    this.rows = isWhole ? height : Math.clamp(limit / STRIPS_IN_LIMIT / row, 1, height);
    double share = isWhole ? 1 : share(longerSide, limit, cost.kept());
    this.smallerWidth = (int) Math.max(1, Math.round(width * share));
    this.smallerHeight = (int) Math.max(1, Math.round(height * share));
    this.bytes = isWhole ? row * height : (long) smallerWidth * smallerHeight * cost.kept();
    // Its reader holds the last one while it makes the next.
    long strips = isWhole ? 0 : 2 * row * rows;
    boolean isCopied = colours != null && cost.kept() > Picture.OPAQUE_BANDS;
    long copy = isCopied ? (long) smallerWidth * smallerHeight * Picture.OPAQUE_BANDS : 0;
    this.beside = Math.max(strips, copy);
    this.unpacked = rowsUnpacked(image) * width * cost.raw();
    // The reader of JPEGs ends by itself, and unpacks each pass for whoever listens.
    if (image.passes() == 1 && image.format() != ImageFormat.JPEG) {
      reader.addIIOReadUpdateListener(new LastRow());
    }
  }

  private long rowsUnpacked(Image image) {
    long strips = Math.ceilDiv(height, rows);
    long asFarAsEach = (strips - 1) * strips / 2 * rows + height;
    if (image.format() == ImageFormat.JPEG) {
      return asFarAsEach * image.passes();
    }
    return image.passes() == 1 ? asFarAsEach : strips * height;
  }

  /// @param longerSide pixels that are enough, where it cannot have all
  /// @param limit bytes that it may take when it is unpacked
  static StripDecoder open(Path path, Image image, int longerSide, long limit) throws IOException {
    ImageFormat format = image.format();
    Iterator<ImageReader> readers = ImageIO.getImageReadersBySuffix(format.extension());
    FileImageInputStream file = new FileImageInputStream(path.toFile());
    ImageReader reader = readers.next();
    try {
      // The reader of PNGs says nothing of their colours. That of JPEGs converts, or tells.
      ICC_ColorSpace colours = format == ImageFormat.PNG ? PngColours.of(path).orElse(null) : null;
      return new StripDecoder(file, reader, colours, image, longerSide, limit);
    } catch (IOException | RuntimeException e) {
      reader.dispose();
      file.close();
      throw e;
    }
  }

  /// Bytes a pixel.
  ///
  /// @param raw as the reader gives it
  /// @param unpacked so, and drawn anew if need be
  /// @param kept in plain bytes
  private record Cost(int raw, int unpacked, int kept) {

    static Cost of(ImageReader reader) throws IOException {
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      if (!types.hasNext()) {
        return new Cost(Integer.BYTES, Integer.BYTES + PLAIN, PLAIN);
      }
      ImageTypeSpecifier type = types.next();
      var samples = type.getSampleModel();
      int raw =
          samples.getNumBands() * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
      boolean isPlain =
          samples instanceof ComponentSampleModel
              && samples.getDataType() == DataBuffer.TYPE_BYTE
              && !(type.getColorModel() instanceof IndexColorModel);
      return new Cost(raw, isPlain ? raw : raw + PLAIN, type.getColorModel().hasAlpha() ? 4 : 3);
    }
  }

  /// No larger than what is asked for, nor than what it may take.
  private double share(int longerSide, long limit, int each) {
    double bySide = (double) longerSide / Math.max(width, height);
    double byMemory = Math.sqrt((double) limit / ((double) width * height * each));
    return Math.min(1, Math.min(bySide, byMemory));
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long bytesBeside() {
    return beside;
  }

  @Override
  public long bytesUnpacked() {
    return unpacked;
  }

  @Override
  public Picture read() throws IOException {
    Picture picture = rows == height ? strip(0) : scaledDown();
    if (colours == null) {
      return picture;
    }
    // Three bands are converted in less memory than four, and a screenshot's fourth says nothing.
    return (picture.isOpaque() ? picture.opaque() : picture).seenIn(colours);
  }

  private Picture scaledDown() throws IOException {
    Scaler scaler = add(null, 0);
    for (int top = rows; top < height; top += rows) {
      add(scaler, top);
    }
    return scaler.scaled();
  }

  /// One strip. Nothing holds it when this is done, and the next one is made.
  ///
  /// @param begun with those above it; null for the first
  private Scaler add(@Nullable Scaler begun, int top) throws IOException {
    Picture strip = strip(top);
    Scaler scaler =
        begun == null ? Scaler.of(strip, width, height, smallerWidth, smallerHeight) : begun;
    scaler.add(strip);
    return scaler;
  }

  /// The rows from there on, as many as come at a time.
  Picture strip(int top) throws IOException {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(new Rectangle(0, top, width, Math.min(rows, height - top)));
    return Picture.of(reader.read(0, parameters));
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    file.close();
  }
}
