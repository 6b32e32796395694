package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import dev.parley.media.stripping.MetadataStripper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/// How many photographs of twelve megapixels a core makes fit to be shown in a second: stripped,
/// unpacked, scaled to `large` and `thumbnail`, with a blurhash.
///
/// `java -Xmx256m -cp … dev.parley.media.rendition.RenderingBenchmark [rounds] [photo.jpg]`; the
/// README has the whole command. Where the heap is not enough, it ends with an error.
final class RenderingBenchmark {

  private static final int WIDTH = 4032;
  private static final int HEIGHT = 3024;
  private static final int WARM_UP = 5;

  private RenderingBenchmark() {}

  static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Path folder = Files.createTempDirectory("rendering");
    Path photo = arguments.length > 1 ? Path.of(arguments[1]) : made(folder);
    RenditionProperties properties = DefaultRendition.properties();
    Renderer renderer = new Renderer(properties, new MemoryBudget(properties));
    MetadataStripper stripper = new MetadataStripper();
    Image image = new Image(ImageFormat.JPEG, WIDTH, HEIGHT, 1, 1, Files.size(photo));
    long started = 0;
    for (int i = -WARM_UP; i < rounds; i++) {
      if (i == 0) {
        started = processorTime();
      }
      Path stripped = folder.resolve("stripped");
      stripper.strip(photo, image, stripped);
      renderer.render(stripped, image, folder);
    }
    double seconds = (processorTime() - started) / 1e9;
    System.out.printf(
        "%d photographs of %d KB: %.2f a second of one core, %.0f ms each%n",
        rounds, Files.size(photo) / 1024, rounds / seconds, seconds * 1000 / rounds);
    System.out.printf(
        "a heap of %d MB at most; %s%n",
        Runtime.getRuntime().maxMemory() / 1024 / 1024, residentAtMost());
  }

  /// Of the whole process, the collector and the compiler too: a busy machine changes it little.
  private static long processorTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// Of the whole process, native memory too, since it began.
  ///
  /// Source: proc_pid_status(5), "VmHWM".
  private static String residentAtMost() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("")
        : "";
  }

  /// Smooth ground with noise on it: as hard to pack as a photograph.
  private static Path made(Path folder) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(12);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int ground = (int) (127 + 90 * Math.sin(x / 300.0) * Math.cos(y / 200.0));
        int grain = random.nextInt(48);
        image.setRGB(x, y, ground + grain << 16 | ground / 2 + grain << 8 | 200 - ground / 2);
      }
    }
    Path file = folder.resolve("photo.jpg");
    ImageIO.write(image, "jpeg", file.toFile());
    return file;
  }
}
