package dev.parley.media.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FilmToolsTests {

  @Test
  void saysThatItsProgramsAreNotThere() {
    FilmTools tools =
        new FilmTools(
            new FilmProperties(
                "/nowhere/ffmpeg",
                "/nowhere/ffprobe",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                DataSize.ofMegabytes(100),
                100,
                64));
    assertThat(tools.isInstalled()).isFalse();
  }
}
