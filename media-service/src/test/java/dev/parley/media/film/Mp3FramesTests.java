package dev.parley.media.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp3FramesTests {

  @TempDir Path folder;

  @Test
  void keepsEachFrameAndNothingBetweenThem() throws IOException {
    byte[] sound = frames(Films.file("voice.mp3"));
    assertThat(sound).startsWith(0xff).hasSizeGreaterThan(800);
    byte[] page = Images.text("<html>\u00ff\u00fb\u0090page");
    byte[] mixed = Images.concat(page, sound, page, sound, page);

    assertThat(frames(mixed)).isEqualTo(Images.concat(sound, sound));
  }

  @Test
  void keepsNoHalfOfAFrame() throws IOException {
    byte[] sound = frames(Films.file("voice.mp3"));
    byte[] cut = frames(Arrays.copyOf(sound, sound.length - 1));
    assertThat(cut).isNotEmpty().hasSizeLessThan(sound.length - 1);
    assertThat(new String(sound, ISO_8859_1)).startsWith(new String(cut, ISO_8859_1));
  }

  @Test
  void saysThatThereIsNone() throws IOException {
    Path file = Files.write(folder.resolve("none"), Images.text("\u00ff\u00fb\u0090 nothing"));
    assertThat(Mp3Frames.copy(file, folder.resolve("out"))).isFalse();
  }

  private byte[] frames(byte[] file) throws IOException {
    Path out = folder.resolve("out");
    assertThat(Mp3Frames.copy(Files.write(folder.resolve("in"), file), out)).isTrue();
    return Files.readAllBytes(out);
  }
}
