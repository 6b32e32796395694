package dev.parley.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTests {

  @TempDir Path folder;

  @Test
  void isMadeWithWhatItNeedsAndFreedWhenClosed() throws IOException {
    Path root = folder.resolve("a/b");
    try (DataDirectory data = DataDirectory.open(root)) {
      assertThat(data.logs()).isDirectory();
      assertThat(Files.readString(root.resolve("lock")))
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
      assertThatThrownBy(() -> DataDirectory.open(root))
          .isInstanceOf(OverlappingFileLockException.class);
    }
    DataDirectory.open(root).close();
  }

  @Test
  void emptiesTheTemporaryFolder() throws IOException {
    DataDirectory.open(folder).close();
    Files.writeString(folder.resolve("tmp/left"), "x");

    try (DataDirectory data = DataDirectory.open(folder)) {
      assertThat(data.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void tellsWhatCannotBeADirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    LaunchFailure failure =
        catchThrowableOfType(LaunchFailure.class, () -> DataDirectory.open(file));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA_DIRECTORY);
    assertThat(failure).hasMessageContaining(file.toString());
  }

  @Test
  void tellsOfAFullDiskAndHowMuchIsNeeded() throws IOException {
    LaunchFailure failure =
        catchThrowableOfType(
            LaunchFailure.class, () -> DataDirectory.open(folder, _ -> 100L << 20));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.DISK_FULL);
    assertThat(failure).hasMessageContaining("disk full: 100 MB free for " + folder);
    DataDirectory.open(folder).close();
  }

  @Test
  void rollsALogThatHasGrown() throws IOException {
    try (DataDirectory data = DataDirectory.open(folder)) {
      Path log = data.log("postgres");
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
        file.setLength((10L << 20) + 1);
      }
      assertThat(data.log("postgres")).isEqualTo(log).doesNotExist();
      assertThat(data.logs().resolve("postgres.log.1")).exists();

      Files.writeString(log, "short");
      assertThat(data.log("postgres")).hasContent("short");
    }
  }

  @Test
  void makesAFolderWholeOrNotAtAll() throws IOException {
    Path made = folder.resolve("made");
    assertThatThrownBy(() ->
            DataDirectory.makeWhole(
                made,
                draft -> {
                  Files.writeString(draft.resolve("half"), "");
                  throw new IOException("killed");
                }))
        .hasMessage("killed");
    assertThat(made).doesNotExist();

    DataDirectory.makeWhole(made, draft -> Files.writeString(draft.resolve("whole"), ""));
    assertThat(made.resolve("whole")).exists();
    assertThat(made.resolve("half")).doesNotExist();
  }
}
