package dev.parley.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Image files for tests, made by encoders other than ours.
public final class Images {

  private static final int IHDR_AT = 8;
  private static final int HEADER_LENGTH = 13;
  private static final int PIXELS_AT = 33;
  private static final int WEBP_FLAGS_AT = 20;

  private Images() {}

  public static byte[] png(int width, int height) {
    return encode("png", width, height, false);
  }

  public static byte[] interlacedPng(int width, int height) {
    return encode("png", width, height, true);
  }

  public static byte[] jpeg(int width, int height) {
    return encode("jpeg", width, height, false);
  }

  public static byte[] progressiveJpeg(int width, int height) {
    return encode("jpeg", width, height, true);
  }

  public static byte[] gif(int width, int height) {
    return encode("gif", width, height, false);
  }

  /// 7 × 5, as `cwebp` 1.2.4 writes it.
  public static byte[] lossyWebp() {
    return base64(
        "UklGRlAAAABXRUJQVlA4IEQAAAAQAgCdASoHAAUAAgA0JbACdLoAArl9pLgAAP75X8u0uSIK3IeiTy/+dyncH/42NxA//PiX9jlD/eSjbkN93m/x/zKAAA==");
  }

  /// 7 × 5, as `cwebp -lossless` writes it.
  public static byte[] losslessWebp() {
    return base64(
        "UklGRjYAAABXRUJQVlA4TCkAAAAvBgABEJkyRPQ/NhHR/4BCthGgMZ0/3oswHhMgJEjIvvb5BMCUFZA9AQA=");
  }

  /// Of any size, grey all over: nothing but zeros behind the header of a lossy one.
  public static byte[] greyWebp(int width, int height) {
    int zeros = width * height / 300 + 1000;
    ByteBuffer frame = ByteBuffer.allocate(10 + 2 * zeros).order(ByteOrder.LITTLE_ENDIAN);
    frame.putShort((short) (1 << 4 | zeros << 5)).put((byte) (zeros >> 11));
    frame.put((byte) 0x9d).put((byte) 0x01).put((byte) 0x2a);
    frame.putShort((short) width).putShort((short) height);
    return webp("VP8 ", frame.array());
  }

  /// Of any size, in 28 bytes, for it has one colour and no bit for any pixel.
  public static byte[] plainWebp(int width, int height) {
    return losslessWebp(width, height, "000" + "1000".repeat(5));
  }

  /// Of any size, with a bit for each pixel to tell two colours apart, and none of these bits.
  public static byte[] cutOffWebp(int width, int height) {
    return losslessWebp(width, height, "000" + "110" + "0" + "10000000" + "1000".repeat(4));
  }

  /// @param codes what follows the size, bit by bit: no transforms, no cache, then the five codes
  private static byte[] losslessWebp(int width, int height, String codes) {
    byte[] packed = new byte[(codes.length() + 7) / 8];
    for (int i = 0; i < codes.length(); i++) {
      packed[i / 8] |= (byte) (codes.charAt(i) - '0' << i % 8);
    }
    ByteBuffer header = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x2f).putInt(width - 1 | height - 1 << 14);
    return webp("VP8L", concat(header.array(), packed));
  }

  private static byte[] webp(String kind, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    int padding = content.length & 1;
    header.put(text("RIFF")).putInt(12 + content.length + padding).put(text("WEBP"));
    header.put(text(kind)).putInt(content.length);
    return concat(header.array(), content, new byte[padding]);
  }

  /// 7 × 5, extended format with an alpha channel.
  public static byte[] alphaWebp() {
    return base64(
        "UklGRogAAABXRUJQVlA4WAoAAAAQAAAABgAABAAAQUxQSB4AAAABNyAQSPyd4ppgiIhIDQTZNmMYy1jub3OFiP7Hkg9WUDggRAAA"
            + "ABACAJ0BKgcABQACADQlsAJ0ugACuX2kuAAA/vlfy7S5Igrch6JPL/53Kdwf/jY3ED/8+Jf2OUP95KNuQ33eb/H/MoAA");
  }

  /// 7 × 5, two frames, as `webpmux` writes it.
  public static byte[] animatedWebp() {
    return base64(
        "UklGRtIAAABXRUJQVlA4WAoAAAASAAAABgAABAAAQU5JTQYAAAD/////AABBTk1GQgAAAAAAAAAAAAYAAAQAAGQAAAJWUDhMKQAA"
            + "AC8GAAEQmTJE9D82EdH/gEK2EaAxnT/eizAeEyAkSMi+9vkEwJQVkD0BAEFOTUZcAAAAAAAAAAAABgAABAAAZAAAAFZQOCBEAAAA"
            + "EAIAnQEqBwAFAAIANCWwAnS6AAK5faS4AAD++V/LtLkiCtyHok8v/ncp3B/+NjcQP/z4l/Y5Q/3ko25Dfd5v8f8ygAA=");
  }

  /// A camera's note of how it was held, put into a JPEG.
  ///
  /// @param orientation 1 to 8, as Exif numbers them
  public static byte[] withOrientation(byte[] jpeg, int orientation, boolean littleEndian) {
    byte[] exif = concat(text("Exif\0\0"), exif(orientation, littleEndian));
    ByteBuffer segment = ByteBuffer.allocate(4).putShort((short) 0xffe1);
    segment.putShort((short) (exif.length + 2));
    return concat(
        Arrays.copyOf(jpeg, 2), segment.array(), exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /// A camera's note of how it was held, as a PNG or WebP has it.
  public static byte[] exif(int orientation, boolean littleEndian) {
    ByteBuffer exif = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4);
    exif.put((littleEndian ? "II" : "MM").getBytes(ISO_8859_1));
    exif.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    exif.putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x0106).putShort((short) 3).putInt(1).putShort((short) 2);
    exif.putShort((short) 0);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    return exif.array();
  }

  /// Puts a chunk behind a PNG's header.
  public static byte[] pngWith(String type, byte[] content, byte[] png) {
    byte[] body = concat(text(type), content);
    CRC32 checksum = new CRC32();
    checksum.update(body);
    ByteBuffer chunk = ByteBuffer.allocate(8 + body.length);
    chunk.putInt(content.length).put(body).putInt((int) checksum.getValue());
    return concat(
        Arrays.copyOf(png, PIXELS_AT),
        chunk.array(),
        Arrays.copyOfRange(png, PIXELS_AT, png.length));
  }

  /// Puts a camera's notes behind a WebP of 7 × 5, which is made an extended one if it is none.
  public static byte[] webpWithNotes(byte[] notes, byte[] webp) {
    boolean isExtended = new String(webp, 12, 4, ISO_8859_1).equals("VP8X");
    byte[] header = text("VP8X\12\0\0\0\0\0\0\0\6\0\0\4\0\0");
    byte[] made =
        concat(
            Arrays.copyOf(webp, 12),
            isExtended ? new byte[0] : header,
            Arrays.copyOfRange(webp, 12, webp.length),
            text("EXIF"),
            ByteBuffer.allocate(4).putInt(Integer.reverseBytes(notes.length)).array(),
            notes,
            new byte[notes.length % 2]);
    made[WEBP_FLAGS_AT] |= 0x08;
    ByteBuffer.wrap(made).putInt(4, Integer.reverseBytes(made.length - 8));
    return made;
  }

  /// A small PNG whose header says, with a right checksum, that it is larger.
  public static byte[] pngSaying(int width, int height) {
    byte[] png = png(1, 1);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(IHDR_AT + 8, width).putInt(IHDR_AT + 12, height);
    CRC32 checksum = new CRC32();
    checksum.update(png, IHDR_AT + 4, 4 + HEADER_LENGTH);
    header.putInt(IHDR_AT + 8 + HEADER_LENGTH, (int) checksum.getValue());
    return png;
  }

  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] encode(String format, int width, int height, boolean progressive) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, (x * 7 + y * 13) * 0x010307);
      }
    }
    var writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var parameters = writer.getDefaultWriteParam();
      if (progressive) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }
}
