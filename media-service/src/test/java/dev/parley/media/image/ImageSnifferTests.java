package dev.parley.media.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.testing.Images;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSnifferTests {

  private static Image read(byte[] file) throws IOException {
    return ImageSniffer.read(new ByteArrayInputStream(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void tellsKindAndSize(String format) throws IOException {
    assertThat(read(Images.image(format, 321, 45)))
        .isEqualTo(new Image("image/" + format, 321, 45));
  }

  @Test
  void tellsEveryKindOfWebp() throws IOException {
    assertThat(read(Images.webp())).isEqualTo(new Image("image/webp", 1, 1));
    assertThat(read(Images.losslessWebp())).isEqualTo(new Image("image/webp", 1, 1));
    assertThat(read(Images.extendedWebp(70_000, 3))).isEqualTo(new Image("image/webp", 70_000, 3));
  }

  @Test
  void passesMetadataOnTheWayToAJpegsSize() throws IOException {
    byte[] jpeg = Images.image("jpeg", 12, 34);
    byte[] exif = new byte[60_000];
    exif[0] = (byte) 0xff;
    exif[1] = (byte) 0xe1;
    exif[2] = (byte) ((exif.length - 2) >> 8);
    exif[3] = (byte) (exif.length - 2);
    byte[] file = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, file, 0, 2);
    System.arraycopy(exif, 0, file, 2, exif.length);
    System.arraycopy(jpeg, 2, file, 2 + exif.length, jpeg.length - 2);

    assertThat(read(file)).isEqualTo(new Image("image/jpeg", 12, 34));
  }

  static Stream<byte[]> noImages() {
    byte[] brokenChecksum = Images.png(3, 3);
    brokenChecksum[20] ^= 1;
    return Stream.of(
        new byte[0],
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
            .getBytes(ISO_8859_1),
        "<?xml version='1.0'?><svg/>".getBytes(ISO_8859_1),
        "<!doctype html><script>alert(1)</script>".getBytes(ISO_8859_1),
        "%PDF-1.7 and so on and so on".getBytes(ISO_8859_1),
        "\u0089PNG\r\n\u001a\n<html><script>alert(1)</script></html>......".getBytes(ISO_8859_1),
        "\u00ff\u00d8\u00ff<html><script>alert(1)</script>".getBytes(ISO_8859_1),
        "RIFF....WEBP<html><script>alert(1)</script></html>".getBytes(ISO_8859_1),
        "RIFF....AVI and so on and so on and so on and so on".getBytes(ISO_8859_1),
        "GIF89a\0\0\0\0....".getBytes(ISO_8859_1),
        "GIF89a".getBytes(ISO_8859_1),
        "GIF90a\1\0\1\0....".getBytes(ISO_8859_1),
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9},
        Images.pngThatSays(0, 5),
        Images.pngThatSays(5, -1),
        brokenChecksum);
  }

  @ParameterizedTest
  @MethodSource("noImages")
  void refusesWhatIsNoImage(byte[] file) {
    assertThatThrownBy(() -> read(file)).isInstanceOf(UnsupportedImageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "webp"})
  void neverFailsOtherwiseWhateverIsBroken(String format) {
    byte[] whole = format.equals("webp") ? Images.webp() : Images.image(format, 20, 20);
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int j = 0; j < random.nextInt(4) && broken.length > 0; j++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        Image image = read(broken);
        assertThat(image.width()).isPositive();
      } catch (UnsupportedImageException refused) {
        // as it should
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("round " + i, e);
      }
    }
  }

  @Test
  void givesUpOnAJpegWithoutEnd() {
    byte[] endless = new byte[1_000_000];
    endless[0] = (byte) 0xff;
    endless[1] = (byte) 0xd8;
    for (int i = 2; i + 3 < endless.length; i += 4) {
      endless[i] = (byte) 0xff;
      endless[i + 1] = (byte) 0xe1;
      endless[i + 3] = 2;
    }
    assertThatThrownBy(() -> read(endless)).isInstanceOf(UnsupportedImageException.class);
  }
}
