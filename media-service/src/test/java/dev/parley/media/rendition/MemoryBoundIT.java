package dev.parley.media.rendition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The memory that pictures take is bounded by the settings, and not by the pictures: 160 MB of
/// heap are enough for the 128 MB that they may share, whatever their size and however many come at
/// once.
class MemoryBoundIT {

  @TempDir Path folder;

  /// Unpacked, the first takes 183 MB, the second 244 MB, and the last would take 1.8 GB.
  @ParameterizedTest(name = "{0} of {1} × {2}")
  @CsvSource({
    "JPEG, 8000, 8000, 5, 2",
    "PNG, 8000, 8000, 6, 1",
    "JPEG, 4000, 3000, 5, 4",
    "WEBP, 2000, 2000, 5, 2",
    "WEBP, 8000, 8000, 5, 2"
  })
  void staysWithinItsBudget(String format, int width, int height, int type, int times)
      throws IOException, InterruptedException {
    Path file = folder.resolve("picture");
    if (format.equals("WEBP")) {
      Files.write(file, Images.greyWebp(width, height));
    } else {
      BufferedImage image = new BufferedImage(width, height, type);
      ImageIO.write(image, format, file.toFile());
      image.flush();
    }
    Path log = folder.resolve("log");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                file.toString(),
                format,
                Integer.toString(width),
                Integer.toString(height),
                Integer.toString(times))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said.lines()).hasSize(times);
  }
}
