package dev.parley.media.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.Images;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

class ImageInspectorTests {

  private final ImageInspector inspector =
      new ImageInspector(new ImageProperties(64_000_000, 32_767, 2_000));

  static Stream<Arguments> images() {
    return Stream.of(
        image("PNG", Images.png(640, 480), ImageFormat.PNG, 640, 480),
        image("JPEG", Images.jpeg(321, 123), ImageFormat.JPEG, 321, 123),
        image("progressive JPEG", Images.progressiveJpeg(99, 7), ImageFormat.JPEG, 99, 7),
        image("interlaced PNG", Images.interlacedPng(99, 7), ImageFormat.PNG, 99, 7),
        image("interlaced GIF", Images.gif(300, 2), ImageFormat.GIF, 300, 2),
        image("lossy WebP", Images.lossyWebp(), ImageFormat.WEBP, 7, 5),
        image("lossless WebP", Images.losslessWebp(), ImageFormat.WEBP, 7, 5),
        image("WebP with alpha", Images.alphaWebp(), ImageFormat.WEBP, 7, 5),
        image("animated WebP", Images.animatedWebp(), ImageFormat.WEBP, 7, 5));
  }

  private static Arguments image(
      String name, byte[] file, ImageFormat format, int width, int height) {
    int frames = name.startsWith("animated") ? 2 : 1;
    int passes =
        switch (name) {
          case "interlaced PNG" -> 7;
          case "interlaced GIF" -> 4;
          case "progressive JPEG" -> 10;
          default -> 1;
        };
    return Arguments.of(
        Named.of(name, file), new Image(format, width, height, 1, frames, file.length, passes));
  }

  @ParameterizedTest
  @MethodSource("images")
  void tellsFormatAndSize(byte[] file, Image expected) throws IOException {
    assertThat(inspect(file)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("images")
  void refusesAFileCutAnywhere(byte[] file, Image expected) {
    for (int length = 1; length < file.length; length += file.length > 4_000 ? 41 : 1) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> inspect(cut))
          .as("%s cut to %d of %d", expected, length, file.length)
          .isInstanceOf(UnsupportedMediaException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void survivesAnyDamage(byte[] file, Image expected) throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = file.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(Math.min(file.length, 200))] = (byte) random.nextInt();
      }
      try {
        Image image = inspect(damaged);
        assertThat(image.width()).as("%s", expected).isPositive();
        assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(64_000_000);
      } catch (UnsupportedMediaException | ImageTooLargeException refused) {
        assertThat(refused.detail()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void leavesAloneWhatACameraAppends(byte[] file, Image expected) throws IOException {
    assertThat(inspect(Images.concat(file, new byte[300]))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<?xml version=\"1.0\"?><svg/>",
        "<!DOCTYPE html><html><script>alert(1)</script></html>",
        "%PDF-1.7\n%âãÏÓ",
        "PK\u0003\u0004 and some more",
        "MZ this program cannot be run",
        "BM a bitmap of another kind",
        "RIFF\u0010\u0000\u0000\u0000WAVEfmt ",
        "GIF88a not a version",
        "x"
      })
  void refusesWhatIsNoImage(String content) {
    assertRefused(content.getBytes(UTF_8));
  }

  @Test
  void refusesAPageThatBeginsAsAGif() {
    assertRefused(Images.text("GIF89a/*<html><body><script>alert(1)</script></body></html>*/;"));
    assertRefused(Images.text("GIF89a=1;</script><script>alert(document.domain)</script>"));
  }

  @Test
  void refusesAHeaderWithoutPixels() {
    byte[] png = Images.png(10, 10);
    int end = png.length - 12;
    assertRefused(Images.concat(Arrays.copyOf(png, 33), Arrays.copyOfRange(png, end, png.length)));
    assertRefused(Images.concat(Arrays.copyOf(Images.gif(3, 3), 13), Images.text(";")));
    assertRefused(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9});
  }

  @Test
  void refusesAPngWithADamagedHeader() {
    byte[] png = Images.png(10, 10);
    png[19]++;
    assertRefused(png);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesAPngWithoutASize(int width) {
    assertRefused(Images.pngSaying(width, 10));
  }

  @Test
  void refusesAGifWithoutASize() {
    byte[] gif = Images.gif(3, 3);
    ByteBuffer.wrap(gif).putInt(6, 0);
    int frame = new String(gif, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf(',');
    Arrays.fill(gif, frame + 1, frame + 9, (byte) 0);
    assertRefused(gif);
  }

  @Test
  void refusesMorePixelsThanTheLimit() {
    assertTooLarge(Images.pngSaying(8_001, 8_000));
    assertTooLarge(Images.pngSaying(60_000, 60_000));
    assertTooLarge(Images.pngSaying(Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertTooLarge(Images.pngSaying(32_768, 1));
    assertTooLarge(gifSaying(65_535, 65_535));
    assertTooLarge(webpSaying(16_777_215, 16_777_215));
    assertTooLarge(webpWithLargerFrame());
  }

  @Test
  void takesAsManyPixelsAsTheLimit() throws IOException {
    assertThat(inspect(Images.pngSaying(8_000, 8_000)))
        .extracting(Image::width, Image::height)
        .containsExactly(8_000, 8_000);
  }

  @Test
  void countsAFrameThatIsLargerThanItsScreen() {
    byte[] gif = Images.gif(3, 3);
    int frame = new String(gif, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf(',');
    Arrays.fill(gif, frame + 5, frame + 9, (byte) 0xff);
    assertTooLarge(gif);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void turnsAPictureAsItsCameraWasHeld(boolean littleEndian) throws IOException {
    byte[] jpeg = Images.jpeg(40, 30);
    for (int orientation = 1; orientation <= 8; orientation++) {
      Image image = inspect(Images.withOrientation(jpeg, orientation, littleEndian));
      assertThat(image.width())
          .as("orientation %d", orientation)
          .isEqualTo(orientation < 5 ? 40 : 30);
      assertThat(image.orientation()).isEqualTo(orientation);
      assertThat(image.height()).isEqualTo(orientation < 5 ? 30 : 40);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void turnsPngAndWebpAsTheirCameraWasHeld(boolean littleEndian) throws IOException {
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] note = Images.exif(orientation, littleEndian);
      byte[] marked = Images.concat(Images.text("Exif\0\0"), note);
      for (byte[] exif : List.of(note, marked)) {
        Map<String, byte[]> files =
            Map.of(
                "PNG", Images.pngWith("eXIf", exif, Images.png(7, 5)),
                "lossy", Images.webpWithNotes(exif, Images.lossyWebp()),
                "lossless", Images.webpWithNotes(exif, Images.losslessWebp()),
                "alpha", Images.webpWithNotes(exif, Images.alphaWebp()),
                "animated", Images.webpWithNotes(exif, Images.animatedWebp()));
        for (var file : files.entrySet()) {
          Image image = inspect(file.getValue());
          assertThat(image.orientation()).as(file.getKey()).isEqualTo(orientation);
          assertThat(image.width()).as(file.getKey()).isEqualTo(orientation < 5 ? 7 : 5);
          assertThat(image.height()).as(file.getKey()).isEqualTo(orientation < 5 ? 5 : 7);
          assertThat(image.end()).as(file.getKey()).isEqualTo(file.getValue().length);
        }
      }
    }
  }

  /// It may be as long as the file.
  @Test
  void passesOverNotesThatSayNothing() throws IOException {
    byte[] endless = new byte[70_001];
    byte[] cut = Arrays.copyOf(Images.exif(6, true), 15);
    byte[] other = Images.exif(9, true);
    byte[] none = Images.concat(Images.text("XX"), Images.exif(6, true));
    for (byte[] notes : List.of(new byte[0], endless, cut, other, none)) {
      Image png = inspect(Images.pngWith("eXIf", notes, Images.png(7, 5)));
      Image webp = inspect(Images.webpWithNotes(notes, Images.lossyWebp()));
      assertThat(List.of(png, webp)).allMatch(image -> image.orientation() == 1);
    }
    byte[] twice = Images.pngWith("eXIf", Images.exif(3, true), Images.png(7, 5));
    assertThat(inspect(Images.pngWith("eXIf", Images.exif(6, true), twice)).orientation())
        .isEqualTo(6);
  }

  private Image inspect(byte[] file) throws IOException {
    return inspector.inspect(new ByteArrayResource(file), file.length);
  }

  private void assertRefused(byte[] file) {
    assertThatThrownBy(() -> inspect(file)).isInstanceOf(UnsupportedMediaException.class);
  }

  private void assertTooLarge(byte[] file) {
    assertThatThrownBy(() -> inspect(file)).isInstanceOf(ImageTooLargeException.class);
  }

  private static byte[] gifSaying(int width, int height) {
    byte[] gif = Images.gif(3, 3);
    gif[6] = (byte) width;
    gif[7] = (byte) (width >> 8);
    gif[8] = (byte) height;
    gif[9] = (byte) (height >> 8);
    return gif;
  }

  /// Its second frame holds a picture that is larger than the frame.
  private static byte[] webpWithLargerFrame() {
    byte[] webp = Images.animatedWebp();
    int size = new String(webp, ISO_8859_1).indexOf("\u009d\1\u002a") + 3;
    ByteBuffer.wrap(webp).putInt(size, 0xff3f_ff3f);
    return webp;
  }

  private static byte[] webpSaying(int width, int height) {
    byte[] webp = Images.alphaWebp();
    assertThat(Arrays.copyOfRange(webp, 12, 16)).isEqualTo(Images.text("VP8X"));
    for (int i = 0; i < 3; i++) {
      webp[24 + i] = (byte) (width >> 8 * i);
      webp[27 + i] = (byte) (height >> 8 * i);
    }
    return webp;
  }
}
