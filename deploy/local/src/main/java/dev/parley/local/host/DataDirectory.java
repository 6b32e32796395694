package dev.parley.local.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Everything the suite keeps, under one directory that one launcher at a time has.
///
/// `lock` · `pids` · `secrets/` · `postgres/` · `kafka/` · `objects/` · `logs/` · `tmp/` (emptied
/// at each start)
public final class DataDirectory implements AutoCloseable {

  private static final long NEEDED_BYTES = 256L << 20;
  private static final long LOG_BYTES = 10L << 20;
  private static final int OLD_LOGS = 3;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;
  private final ToLongFunction<Path> freeBytes;

  private DataDirectory(
      Path root, FileChannel channel, FileLock lock, ToLongFunction<Path> freeBytes) {
    this.freeBytes = freeBytes;
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /// Makes what is missing and takes the lock.
  ///
  /// @throws LaunchFailure `ALREADY_RUNNING`, `DISK_FULL` or `DATA_DIRECTORY`
  public static DataDirectory open(Path root) {
    return open(root, DataDirectory::usableSpace);
  }

  static DataDirectory open(Path root, ToLongFunction<Path> freeBytes) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String owner = read(channel);
        channel.close();
        throw LaunchFailure.of(
            ExitCode.ALREADY_RUNNING,
            "another launcher (pid %s) runs on %s; stop it or set MESSAGING_DATA_DIR"
                .formatted(owner, root));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
      DataDirectory directory = new DataDirectory(root, channel, lock, freeBytes);
      try {
        directory.requireSpace();
        directory.makeFolders();
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (UncheckedIOException e) {
      throw unusable(root, new IOException(e));
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  private void makeFolders() throws IOException {
    deleteTree(root.resolve("tmp"));
    Files.createDirectories(root.resolve("tmp"));
    Files.createDirectories(root.resolve("logs"));
  }

  private void requireSpace() {
    long free = freeBytes.applyAsLong(root);
    if (free < NEEDED_BYTES) {
      throw LaunchFailure.of(
          ExitCode.DISK_FULL,
          "disk full: %d MB free for %s, %d MB needed"
              .formatted(free >> 20, root, NEEDED_BYTES >> 20));
    }
  }

  /// The same failure, told as a full disk if that is what the disk is.
  public LaunchFailure orDiskFull(LaunchFailure failure) {
    try {
      if (freeBytes.applyAsLong(root) < NEEDED_BYTES / 8) {
        LaunchFailure full =
            LaunchFailure.of(ExitCode.DISK_FULL, "disk full at " + root + ": " + failure.message());
        return failure.log().map(full::seeLog).orElse(full).causedBy(failure);
      }
    } catch (UncheckedIOException unknown) {
      // then the failure is what it says
    }
    return failure;
  }

  private static long usableSpace(Path root) {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LaunchFailure unusable(Path root, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return LaunchFailure.of(
            full ? ExitCode.DISK_FULL : ExitCode.DATA_DIRECTORY,
            full ? "disk full: " + root : "cannot write to " + root + ": " + reason(e))
        .causedBy(e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ -> "it is a file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), US_ASCII).strip();
  }

  public Path root() {
    return root;
  }

  public Path resolve(String name) {
    return root.resolve(name);
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /// The log of a process that appends to it, rolled now if it has grown: `x.log`, `x.log.1` …
  public Path log(String name) {
    Path log = logs().resolve(name + ".log");
    try {
      if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
        for (int age = OLD_LOGS; age > 1; age--) {
          moveIfPresent(log.resolveSibling(name + ".log." + (age - 1)), name + ".log." + age);
        }
        moveIfPresent(log, name + ".log.1");
      }
    } catch (IOException e) {
      throw unusable(root, e);
    }
    return log;
  }

  private static void moveIfPresent(Path file, String name) throws IOException {
    if (Files.exists(file)) {
      Files.move(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Makes a folder whole or not at all: `maker` fills a draft that is then moved into place.
  public static void makeWhole(Path folder, FolderMaker maker) throws IOException {
    Path draft = folder.resolveSibling(folder.getFileName() + ".new");
    deleteTree(draft);
    Files.createDirectories(draft);
    maker.fill(draft);
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, folder);
    }
  }

  public static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  /// Fills a folder with what belongs there.
  @FunctionalInterface
  public interface FolderMaker {
    void fill(Path draft) throws IOException;
  }
}
