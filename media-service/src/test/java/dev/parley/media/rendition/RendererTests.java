package dev.parley.media.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.Images;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class RendererTests {

  @TempDir Path folder;

  private final Renderer renderer = renderer(DataSize.ofMegabytes(48));

  @Test
  void makesALargeOneAndAThumbnail() throws IOException {
    Renditions made = render(renderer, encode(corners(4000, 3000), "jpeg"), 4000, 3000, 1);

    assertThat(made.original()).isNull();
    assertSize(made.large(), 2048, 1536, "image/jpeg");
    assertSize(made.thumbnail(), 320, 240, "image/jpeg");
    assertCorners(read(made.large()), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    assertCorners(read(made.thumbnail()), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    assertThat(made.blurhash()).hasSize(28);
  }

  /// As `corners` has them, clockwise from the top left: red, green, white, blue.
  @ParameterizedTest
  @CsvSource({
    "2, GREEN, RED, WHITE, BLUE",
    "3, WHITE, BLUE, GREEN, RED",
    "4, BLUE, WHITE, RED, GREEN",
    "5, RED, BLUE, GREEN, WHITE",
    "6, BLUE, RED, WHITE, GREEN",
    "7, WHITE, GREEN, BLUE, RED",
    "8, GREEN, WHITE, RED, BLUE"
  })
  void turnsItAsItsCameraWasHeld(int orientation, String a, String b, String c, String d)
      throws Exception {
    boolean onItsSide = orientation >= 5;
    int width = onItsSide ? 300 : 400;
    int height = onItsSide ? 400 : 300;
    Renditions made =
        render(renderer, encode(corners(400, 300), "jpeg"), width, height, orientation);

    assertSize(made.original(), width, height, "image/jpeg");
    assertThat(made.width()).isEqualTo(width);
    assertThat(made.height()).isEqualTo(height);
    for (Rendition each : new Rendition[] {made.original(), made.thumbnail()}) {
      assertCorners(read(each), colour(a), colour(b), colour(c), colour(d));
    }
  }

  @Test
  void scalesDownAnOriginalThatIsTooLarge() throws IOException {
    Renditions made = render(renderer, encode(corners(5000, 1000), "png"), 5000, 1000, 1);
    assertSize(made.original(), 4096, 819, "image/jpeg");
    assertThat(made.width()).isEqualTo(4096);
  }

  @Test
  void keepsWhatShinesThrough() throws IOException {
    BufferedImage half = new BufferedImage(3000, 400, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = half.createGraphics();
    graphics.setColor(new Color(255, 0, 0, 128));
    graphics.fillRect(0, 0, 1500, 400);
    graphics.dispose();
    Renditions made = render(renderer, encode(half, "png"), 3000, 400, 1);

    assertSize(made.large(), 2048, 273, "image/png");
    Color seen = new Color(read(made.thumbnail()).getRGB(20, 20), true);
    assertThat(seen.getAlpha()).isBetween(126, 130);
    assertThat(seen.getRed()).isEqualTo(255);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void unpacksEveryKindOfPng(int type) throws IOException {
    BufferedImage image = new BufferedImage(700, 500, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 700, 500);
    graphics.dispose();
    Renditions made = render(renderer, encode(image, "png"), 700, 500, 1);
    assertSize(made.thumbnail(), 320, 229, "image/jpeg");
    assertThat(new Color(read(made.thumbnail()).getRGB(100, 100))).isEqualTo(Color.WHITE);
  }

  @Test
  void unpacksEveryKindOfWebp() throws IOException {
    for (byte[] webp :
        new byte[][] {Images.lossyWebp(), Images.losslessWebp(), Images.alphaWebp()}) {
      Path file = Files.write(folder.resolve("webp"), webp);
      Image image = new Image(ImageFormat.WEBP, 7, 5, 1, 1, webp.length);
      assertThat(renderer.render(file, image, folder).blurhash()).hasSize(28);
    }
  }

  /// Nothing of it is left to be read when its last pixels are made, and nothing is missing.
  @Test
  void unpacksAWebpWhosePixelsTakeNoBits() throws IOException {
    byte[] webp = Images.plainWebp(1500, 1000);
    Path file = Files.write(folder.resolve("webp"), webp);
    Image image = new Image(ImageFormat.WEBP, 1500, 1000, 1, 1, webp.length);
    assertSize(renderer.render(file, image, folder).thumbnail(), 320, 213, "image/jpeg");
  }

  @Test
  void refusesAWebpThatWasCutOff() throws IOException {
    byte[] webp = Images.cutOffWebp(1500, 1000);
    Path file = Files.write(folder.resolve("webp"), webp);
    Image image = new Image(ImageFormat.WEBP, 1500, 1000, 1, 1, webp.length);
    assertThatThrownBy(() -> renderer.render(file, image, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("behind the end of its file");
  }

  @Test
  void leavesAnAnimationItsFrames() throws IOException {
    byte[] webp = Images.animatedWebp();
    Path file = Files.write(folder.resolve("webp"), webp);
    Renditions made =
        renderer.render(file, new Image(ImageFormat.WEBP, 7, 5, 1, 2, webp.length), folder);
    assertThat(made.original()).isNull();
    assertThat(made.large()).isNull();
  }

  /// Its frames stay as they are, and its file says how they are to be turned.
  @Test
  void turnsTheVariantsOfAnAnimation() throws IOException {
    byte[] first = encode(corners(800, 600), "png");
    Path file = Files.write(folder.resolve("animation"), first);
    Renditions made =
        renderer.render(file, new Image(ImageFormat.PNG, 600, 800, 6, 2, first.length), folder);
    assertThat(made.original()).isNull();
    assertThat(List.of(made.width(), made.height())).containsExactly(600, 800);
    assertSize(made.thumbnail(), 240, 320, "image/jpeg");
    assertCorners(read(made.thumbnail()), Color.BLUE, Color.RED, Color.WHITE, Color.GREEN);
  }

  /// A picture that takes more than it may comes in strips, and is scaled down to what it may take.
  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void unpacksAPictureInAsMuchMemoryAsItMayTake(String format) throws IOException {
    byte[] encoded = encode(corners(4000, 3000), format);
    Path file = Files.write(folder.resolve("large"), encoded);
    ImageFormat known = format.equals("png") ? ImageFormat.PNG : ImageFormat.JPEG;
    try (Decoder decoder = StripDecoder.open(file, in(known, 1), 4096, 5_000_000)) {
      assertThat(decoder.bytes()).isLessThanOrEqualTo(5_005_000);
      assertThat(decoder.bytesBeside()).isLessThanOrEqualTo(5_000_000);
      Picture picture = decoder.read();
      assertThat((long) picture.samples().length).isLessThanOrEqualTo(decoder.bytes());
      assertThat(picture.width()).isBetween(1480, 1500);
    }
    Renditions made = render(renderer(DataSize.ofMegabytes(5)), encoded, 4000, 3000, 1);
    assertSize(made.thumbnail(), 320, 240, "image/jpeg");
    assertCorners(read(made.thumbnail()), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
  }

  /// For each strip the rest of the picture was unpacked, too: here there is none.
  @Test
  void unpacksNothingBehindTheStripThatItReads() throws IOException {
    BufferedImage noise = new BufferedImage(1500, 1500, BufferedImage.TYPE_3BYTE_BGR);
    new Random(7).nextBytes(((DataBufferByte) noise.getRaster().getDataBuffer()).getData());
    byte[] encoded = encode(noise, "png");
    byte[] half = Arrays.copyOf(encoded, encoded.length / 2);
    Path file = Files.write(folder.resolve("half"), half);
    try (StripDecoder decoder = StripDecoder.open(file, in(ImageFormat.PNG, 1), 4096, 5_000_000)) {
      Picture strip = decoder.strip(0);
      assertThat(strip.height()).isBetween(300, 400);
      assertThat(strip.image().getRGB(1499, strip.height() - 1))
          .isEqualTo(noise.getRGB(1499, strip.height() - 1));
      assertThatThrownBy(decoder::read).isInstanceOf(IOException.class);
    }
  }

  /// Its rows come in their order, or every eighth one first.
  @ParameterizedTest
  @CsvSource({"MODE_DISABLED, 1", "MODE_DEFAULT, 4"})
  void unpacksAGifInStrips(String mode, int passes) throws Exception {
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_INDEXED);
    image.createGraphics().drawImage(corners(400, 300), 0, 0, null);
    Path file = folder.resolve("gif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(ImageWriteParam.class.getField(mode).getInt(null));
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    try (Decoder decoder = StripDecoder.open(file, in(ImageFormat.GIF, passes), 400, 180_000)) {
      assertThat(decoder.bytesBeside()).as("in strips").isPositive();
      assertCorners(decoder.read().image(), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    }
  }

  /// Of 22 strips the mean one ends in the picture's middle.
  @ParameterizedTest
  @CsvSource({"jpeg, 1, 11, 12", "jpeg, 10, 110, 120", "png, 1, 11, 12", "png, 7, 22, 22"})
  void tellsHowMuchItUnpacks(String format, int passes, int least, int most) throws IOException {
    Path file = Files.write(folder.resolve("large"), encode(corners(4000, 3000), format));
    ImageFormat known = format.equals("png") ? ImageFormat.PNG : ImageFormat.JPEG;
    Image image = in(known, passes);
    long once = 4000L * 3000 * 3;
    try (Decoder decoder = StripDecoder.open(file, image, 4096, 5_000_000)) {
      assertThat(decoder.bytesUnpacked()).isBetween(least * once, most * once);
    }
    Renderer busy =
        new Renderer(
            properties(DataSize.ofBytes(5_000_000), DataSize.ofBytes(least * once - 1)), budget());
    assertThatThrownBy(() -> busy.render(file, image, folder))
        .isInstanceOf(CostlyPictureException.class);
  }

  /// One in other colours, with a band for what shines through, and nothing that does.
  @Test
  void countsTheCopyThatItMakes() throws IOException {
    byte[] png = encode(new BufferedImage(700, 500, BufferedImage.TYPE_4BYTE_ABGR), "png");
    Path plain = Files.write(folder.resolve("plain"), png);
    Path profiled =
        Files.write(folder.resolve("profiled"), Profiles.into(png, Profiles.adobeRgb()));
    Image image = in(ImageFormat.PNG, 1);
    try (Decoder without = StripDecoder.open(plain, image, 4096, 5_000_000);
        Decoder with = StripDecoder.open(profiled, image, 4096, 5_000_000)) {
      assertThat(without.bytesBeside()).isZero();
      assertThat(with.bytesBeside()).isEqualTo(700 * 500 * 3);
    }
  }

  /// It was, at half its size: more pixels than 16 million came out as fewer than 12 million did.
  @Test
  void makesNoPictureSmallerThanItIsToBe() throws IOException {
    Renditions made = render(renderer, encode(corners(5000, 3400), "jpeg"), 5000, 3400, 1);
    assertSize(made.original(), 4096, 2785, "image/jpeg");
    assertSize(made.large(), 2048, 1393, "image/jpeg");
    assertCorners(read(made.large()), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
  }

  /// Every second one of its columns is black: it is grey from afar, not white.
  @Test
  void leavesOutNoPixelOfALargePicture() throws IOException {
    BufferedImage columns = new BufferedImage(3000, 2000, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < 3000; x += 2) {
      for (int y = 0; y < 2000; y++) {
        columns.setRGB(x, y, 0xffffff);
      }
    }
    Renditions made =
        render(renderer(DataSize.ofMegabytes(5)), encode(columns, "png"), 3000, 2000, 1);
    BufferedImage thumbnail = read(made.thumbnail());
    for (int at = 0; at < 200; at += 20) {
      // Nine columns and some are one: five of them are white, or four.
      assertThat(new Color(thumbnail.getRGB(at, at)).getRed()).isBetween(100, 155);
    }
  }

  /// In AdobeRGB, as it is or with a band for what shines through.
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR})
  void showsAPngInTheColoursThatItIsMeantIn(int type) throws IOException {
    BufferedImage green = new BufferedImage(700, 500, type);
    for (int x = 0; x < 700; x++) {
      for (int y = 0; y < 500; y++) {
        green.setRGB(x, y, new Color(100, 180, 60).getRGB());
      }
    }
    byte[] png = Profiles.into(encode(green, "png"), Profiles.adobeRgb());
    Color seen = new Color(read(render(renderer, png, 700, 500, 1).thumbnail()).getRGB(99, 99));
    assertThat(seen.getRed()).isBetween(0, 6);
    assertThat(seen.getGreen()).isBetween(178, 184);
    assertThat(seen.getBlue()).isBetween(38, 46);
  }

  @Test
  void takesNoProfileThatIsNone() throws IOException {
    byte[] png = Profiles.into(encode(corners(700, 500), "png"), Images.text("no profile"));
    Renditions made = render(renderer, png, 700, 500, 1);
    assertCorners(read(made.thumbnail()), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
  }

  private Renditions render(Renderer with, byte[] file, int width, int height, int orientation)
      throws IOException {
    Path path = Files.write(folder.resolve("picture"), file);
    ImageFormat format = file[0] == (byte) 0xff ? ImageFormat.JPEG : ImageFormat.PNG;
    return with.render(path, new Image(format, width, height, orientation, 1, file.length), folder);
  }

  /// Of whatever size.
  private static Image in(ImageFormat format, int passes) {
    return new Image(format, 1, 1, 1, 1, 1, passes);
  }

  private static Renderer renderer(DataSize decodeLimit) {
    return new Renderer(properties(decodeLimit, DataSize.ofGigabytes(8)), budget());
  }

  private static MemoryBudget budget() {
    return new MemoryBudget(properties(DataSize.ofMegabytes(48), DataSize.ofGigabytes(8)));
  }

  private static RenditionProperties properties(DataSize decodeLimit, DataSize maxUnpacked) {
    return new RenditionProperties(
        4096, 2048, 320, 0.9f, decodeLimit, maxUnpacked, DataSize.ofMegabytes(128));
  }

  private static BufferedImage corners(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < colours.length; i++) {
      graphics.setColor(colours[i]);
      graphics.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
    }
    graphics.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static BufferedImage read(@Nullable Rendition rendition) throws IOException {
    return ImageIO.read(Objects.requireNonNull(rendition).file().toFile());
  }

  private static void assertSize(@Nullable Rendition made, int width, int height, String type)
      throws IOException {
    BufferedImage image = read(made);
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(Objects.requireNonNull(made).contentType()).isEqualTo(type);
  }

  /// Top left, top right, bottom left, bottom right.
  private static void assertCorners(BufferedImage image, Color a, Color b, Color c, Color d) {
    int right = image.getWidth() * 3 / 4;
    int bottom = image.getHeight() * 3 / 4;
    assertNear(image.getRGB(image.getWidth() / 4, image.getHeight() / 4), a);
    assertNear(image.getRGB(right, image.getHeight() / 4), b);
    assertNear(image.getRGB(image.getWidth() / 4, bottom), c);
    assertNear(image.getRGB(right, bottom), d);
  }

  private static void assertNear(int rgb, Color expected) {
    Color seen = new Color(rgb);
    assertThat(Math.abs(seen.getRed() - expected.getRed())).isLessThan(12);
    assertThat(Math.abs(seen.getGreen() - expected.getGreen())).isLessThan(12);
    assertThat(Math.abs(seen.getBlue() - expected.getBlue())).isLessThan(12);
  }

  private static Color colour(String name) throws ReflectiveOperationException {
    return (Color) Objects.requireNonNull(Color.class.getField(name).get(null));
  }
}
