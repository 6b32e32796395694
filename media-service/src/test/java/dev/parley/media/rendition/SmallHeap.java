package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Renders a picture several times at once, in a process of its own with little memory: arguments
/// are the file, its format, width and height, and how many at a time.
final class SmallHeap {

  private SmallHeap() {}

  static void main(String[] arguments) throws Exception {
    RenditionProperties properties = DefaultRendition.properties();
    Renderer renderer = new Renderer(properties, new MemoryBudget(properties));
    Path file = Path.of(arguments[0]);
    Image image =
        new Image(
            ImageFormat.valueOf(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            1,
            1,
            Files.size(file));
    List<Future<Renditions>> all = new ArrayList<>();
    try (var workers = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), "job-");
        all.add(workers.submit(() -> renderer.render(file, image, folder)));
      }
      for (Future<Renditions> each : all) {
        System.out.println(each.get().blurhash());
      }
    }
  }
}
