package dev.parley.media.rendition;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class BlurHashTests {

  /// A plain picture has its colour for a mean, and no waves: each is the middle digit.
  @Test
  void writesAPlainPictureAsItsColour() {
    String hash = BlurHash.of(plain(Color.RED));
    assertThat(hash).startsWith("L");
    assertThat(hash.substring(2, 6)).isEqualTo("TI:j");
    assertThat(hash).hasSize(28);
  }

  @Test
  void tellsPicturesApart() {
    BufferedImage halves = plain(Color.BLACK).image();
    Graphics2D graphics = halves.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 50, 80);
    graphics.dispose();
    assertThat(BlurHash.of(new Picture(halves))).isNotEqualTo(BlurHash.of(plain(Color.BLACK)));
  }

  private static Picture plain(Color colour) {
    BufferedImage image = new BufferedImage(100, 80, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 100, 80);
    graphics.dispose();
    return new Picture(image);
  }
}
