package dev.parley.media.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Images;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Films and sounds for tests.
final class Films {

  private static final int BOX_HEADER = 8;

  private Films() {}

  /// One of those that are kept with the tests.
  static byte[] file(String name) throws IOException {
    try (var in = Films.class.getResourceAsStream("/media/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /// By ffmpeg.
  static byte[] made(Path folder, String format, String... command) throws Exception {
    Path film = folder.resolve("made");
    List<String> all = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
    all.addAll(List.of(command));
    all.addAll(List.of("-f", format, "-y", film.toString()));
    Process process = new ProcessBuilder(all).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllBytes(film);
  }

  /// Of an MP4.
  static byte[] box(String type, String content) {
    byte[] text = Images.text(type + content);
    return ByteBuffer.allocate(Integer.BYTES + text.length)
        .putInt(Integer.BYTES + text.length)
        .put(text)
        .array();
  }

  /// With noise for its pictures and its sound.
  static byte[] withNoise(byte[] mp4) {
    byte[] damaged = mp4.clone();
    int at = new String(mp4, ISO_8859_1).indexOf("mdat");
    int end = at - Integer.BYTES + ByteBuffer.wrap(mp4).getInt(at - Integer.BYTES);
    byte[] noise = new byte[end - at - BOX_HEADER / 2];
    new Random(7).nextBytes(noise);
    System.arraycopy(noise, 0, damaged, at + BOX_HEADER / 2, noise.length);
    return damaged;
  }

  /// Whose header says that it takes so long.
  ///
  /// Source: ISO/IEC 14496-12, section 8.2.2.
  static byte[] saying(byte[] mp4, int hours) {
    byte[] lying = mp4.clone();
    int header = new String(mp4, ISO_8859_1).indexOf("mvhd");
    int scale = ByteBuffer.wrap(mp4).getInt(header + 16);
    ByteBuffer.wrap(lying).putInt(header + 20, scale * 3600 * hours);
    return lying;
  }
}
