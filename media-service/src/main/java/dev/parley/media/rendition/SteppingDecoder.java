package dev.parley.media.rendition;

import dev.parley.media.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;

/// For formats whose readers hold no more of a picture than what they are asked for: a large one is
/// unpacked with every second, third … pixel.
final class SteppingDecoder implements Decoder {

  /// Drawing it anew in plain bytes takes these beside what the reader gives.
  private static final int PLAIN = 4;

  private final FileImageInputStream file;
  private final ImageReader reader;
  private final int step;
  private final long bytes;

  private SteppingDecoder(FileImageInputStream file, ImageReader reader, long limit)
      throws IOException {
    this.file = file;
    this.reader = reader;
    reader.setInput(file, true, true);
    int each = bytesPerPixel(reader);
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    int every = 1;
    while (taken(width, height, every, each) > limit) {
      every++;
    }
    this.step = every;
    this.bytes = taken(width, height, every, each);
  }

  /// @param limit bytes that it may take when it is unpacked
  static SteppingDecoder open(Path image, ImageFormat format, long limit) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersBySuffix(format.extension());
    FileImageInputStream file = new FileImageInputStream(image.toFile());
    ImageReader reader = readers.next();
    try {
      return new SteppingDecoder(file, reader, limit);
    } catch (IOException | RuntimeException e) {
      reader.dispose();
      file.close();
      throw e;
    }
  }

  private static long taken(int width, int height, int every, int each) {
    return ((long) width + every - 1) / every * ((height + every - 1) / every) * each;
  }

  private static int bytesPerPixel(ImageReader reader) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      return Integer.BYTES + PLAIN;
    }
    ImageTypeSpecifier type = types.next();
    var samples = type.getSampleModel();
    int raw = samples.getNumBands() * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
    boolean isPlain =
        samples instanceof ComponentSampleModel
            && samples.getDataType() == DataBuffer.TYPE_BYTE
            && !(type.getColorModel() instanceof java.awt.image.IndexColorModel);
    return isPlain ? raw : raw + PLAIN;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Picture read() throws IOException {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(step, step, 0, 0);
    BufferedImage image = reader.read(0, parameters);
    return Picture.of(image);
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    file.close();
  }
}
