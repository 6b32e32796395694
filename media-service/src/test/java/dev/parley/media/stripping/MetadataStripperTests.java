package dev.parley.media.stripping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Images;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataStripperTests {

  private static final String SECRET = "GPS 52.5200 13.4050";

  @TempDir Path folder;

  private final MetadataStripper stripper = new MetadataStripper();

  static Stream<Arguments> images() {
    return Stream.of(
        Arguments.of(ImageFormat.PNG, Images.png(40, 30)),
        Arguments.of(ImageFormat.JPEG, Images.jpeg(40, 30)),
        Arguments.of(ImageFormat.JPEG, Images.progressiveJpeg(40, 30)),
        Arguments.of(ImageFormat.GIF, Images.gif(40, 30)),
        Arguments.of(ImageFormat.WEBP, Images.lossyWebp()),
        Arguments.of(ImageFormat.WEBP, Images.losslessWebp()),
        Arguments.of(ImageFormat.WEBP, Images.alphaWebp()),
        Arguments.of(ImageFormat.WEBP, Images.animatedWebp()));
  }

  @ParameterizedTest
  @MethodSource("images")
  void leavesAFileAsItIsThatHasNothingButAPicture(ImageFormat format, byte[] file)
      throws IOException {
    assertThat(strip(format, file)).isEqualTo(file);
  }

  @ParameterizedTest
  @MethodSource("images")
  void takesAwayWhatFollowsThePicture(ImageFormat format, byte[] file) throws IOException {
    assertThat(strip(format, Images.concat(file, Images.text(SECRET)))).isEqualTo(file);
  }

  @Test
  void takesNotesOutOfAJpeg() throws IOException {
    byte[] plain = Images.jpeg(40, 30);
    byte[] noted =
        Images.concat(
            Arrays.copyOf(plain, 2),
            segment(0xe1, "Exif\0\0" + SECRET),
            segment(0xe1, "http://ns.adobe.com/xap/1.0/\0" + SECRET),
            segment(0xed, "Photoshop 3.0\0" + SECRET),
            segment(0xfe, SECRET),
            segment(0xe2, "MPF\0" + SECRET),
            Arrays.copyOfRange(plain, 2, plain.length));

    assertThat(strip(ImageFormat.JPEG, noted)).isEqualTo(plain);
  }

  @Test
  void keepsTheColoursOfAJpeg() throws IOException {
    byte[] plain = Images.jpeg(40, 30);
    byte[] coloured =
        Images.concat(
            Arrays.copyOf(plain, 2),
            segment(0xe2, "ICC_PROFILE\0\1\1colours"),
            segment(0xee, "Adobe\0d\0\0\0\0\0\1"),
            Arrays.copyOfRange(plain, 2, plain.length));

    assertThat(strip(ImageFormat.JPEG, coloured)).isEqualTo(coloured);
  }

  @Test
  void takesNotesOutOfAPng() throws IOException {
    byte[] plain = Images.png(40, 30);
    byte[] noted = plain;
    for (String type : List.of("tEXt", "eXIf", "iTXt", "tIME", "caBX")) {
      noted = Images.pngWith(type, Images.text("Comment\0" + SECRET), noted);
    }
    assertThat(strip(ImageFormat.PNG, noted)).isEqualTo(plain);
  }

  @Test
  void takesNotesOutOfAGifAndKeepsItMoving() throws IOException {
    byte[] plain = Images.gif(40, 30);
    int end = plain.length - 1;
    byte[] moving =
        Images.concat(
            Arrays.copyOf(plain, end),
            Images.text("!\u00ff\u000bNETSCAPE2.0\3\1\0\0\0"),
            Images.text(";"));
    byte[] noted =
        Images.concat(
            Arrays.copyOf(moving, moving.length - 1),
            Images.text("!\u00fe\u0013" + SECRET + "\0"),
            Images.text("!\u00ff\u000bXMP DataXMP\u0013" + SECRET + "\0"),
            Images.text(";"));

    assertThat(strip(ImageFormat.GIF, noted)).isEqualTo(moving);
  }

  @Test
  void takesNotesOutOfAWebp() throws IOException {
    byte[] plain = Images.alphaWebp();
    byte[] notes = Images.text(SECRET);
    byte[] noted = Images.webpWithNotes(notes, Images.webpWithNotes(notes, plain));
    assertThat(strip(ImageFormat.WEBP, noted)).isEqualTo(plain);
  }

  /// Its frames are not turned one by one.
  @Test
  void leavesAnAnimationHowItIsToBeTurnedAndNothingElse() throws IOException {
    byte[] noted =
        Images.webpWithNotes(
            Images.concat(Images.exif(6, false), Images.text(SECRET)), Images.animatedWebp());
    byte[] note = Images.text("II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0");
    assertThat(strip(new Image(ImageFormat.WEBP, 5, 7, 6, 2, noted.length), noted))
        .isEqualTo(Images.webpWithNotes(note, Images.animatedWebp()));
    byte[] upright = Images.webpWithNotes(Images.exif(1, true), Images.animatedWebp());
    assertThat(strip(new Image(ImageFormat.WEBP, 7, 5, 1, 2, upright.length), upright))
        .isEqualTo(Images.animatedWebp());
  }

  private byte[] strip(ImageFormat format, byte[] file) throws IOException {
    return strip(new Image(format, 40, 30, 1, 1, file.length), file);
  }

  private byte[] strip(Image image, byte[] file) throws IOException {
    Path from = Files.write(folder.resolve("from"), file);
    Path to = folder.resolve("to");
    stripper.strip(from, image, to);
    byte[] stripped = Files.readAllBytes(to);
    assertThat(new String(stripped, ISO_8859_1)).doesNotContain(SECRET);
    if (image.format() != ImageFormat.WEBP) {
      assertThat(ImageIO.read(new ByteArrayInputStream(stripped)).getWidth()).isEqualTo(40);
    }
    return stripped;
  }

  private static byte[] segment(int marker, String content) {
    ByteBuffer segment = ByteBuffer.allocate(4 + content.length());
    segment.put((byte) 0xff).put((byte) marker).putShort((short) (content.length() + 2));
    return segment.put(Images.text(content)).array();
  }
}
