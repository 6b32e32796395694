package dev.parley.media.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.Images;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
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
    try (Decoder decoder = StripDecoder.open(file, known, 4096, 5_000_000)) {
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

  private static Renderer renderer(DataSize decodeLimit) {
    RenditionProperties properties =
        new RenditionProperties(4096, 2048, 320, 0.9f, decodeLimit, DataSize.ofMegabytes(128));
    return new Renderer(properties, new MemoryBudget(properties));
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
