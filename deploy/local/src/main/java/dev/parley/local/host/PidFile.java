package dev.parley.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// `<data directory>/pids`: a line `<name> <pid>` for each process of the suite. Replaced as a
/// whole at every change.
public final class PidFile {

  private final Path file;
  private final Map<String, Long> pids = new LinkedHashMap<>();

  public PidFile(Path file) {
    this.file = file;
  }

  public synchronized void put(String name, long pid) {
    pids.put(name, pid);
    write();
  }

  public synchronized void remove(String name) {
    if (pids.remove(name) != null) {
      write();
    }
  }

  public synchronized void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a launcher wrote there, perhaps an earlier one; nothing when there is no file.
  public static Map<String, Long> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, Long> pids = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", -1);
      if (words.length == 2 && words[1].matches("[0-9]{1,18}")) {
        pids.put(words[0], Long.parseLong(words[1]));
      }
    }
    return pids;
  }

  private void write() {
    String lines =
        pids.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, lines);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
