package dev.parley.media.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoudnessTests {

  @Test
  void hearsWhatIsLoudAndWhatIsQuiet() throws IOException {
    byte[] sound = new byte[8000 * 2];
    for (int i = 0; i < 8000; i++) {
      short sample = (short) (i < 4000 ? 100 : (i % 2 == 0 ? 20_000 : -20_000));
      sound[2 * i] = (byte) sample;
      sound[2 * i + 1] = (byte) (sample >> 8);
    }
    Loudness loudness = new Loudness(8000, 80).hear(new ByteArrayInputStream(sound));
    assertThat(loudness.durationMs()).isEqualTo(1000);
    assertThat(loudness.points(4)).containsExactly(1, 1, 100, 100);
  }

  @Test
  void hearsSilence() throws IOException {
    Loudness none = new Loudness(8000, 80).hear(new ByteArrayInputStream(new byte[0]));
    assertThat(none.points(3)).containsExactly(0, 0, 0);
    assertThat(none.durationMs()).isZero();
    Loudness silence = new Loudness(8000, 80).hear(new ByteArrayInputStream(new byte[4000]));
    assertThat(silence.points(3)).containsExactly(0, 0, 0);
    assertThat(silence.durationMs()).isEqualTo(250);
  }

  @Test
  void hearsASoundThatIsShorterThanItsPoints() throws IOException {
    byte[] click = {0x10, 0x27, 0x10, 0x27};
    Loudness loudness = new Loudness(8000, 80).hear(new ByteArrayInputStream(click));
    assertThat(loudness.points(5)).containsExactly(100, 100, 100, 100, 100);
  }
}
