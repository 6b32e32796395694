package dev.parley.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.local.host.Commands;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The services' jars laid out for a quick start: unpacked, which spares the nested jars, each
/// beside what {@link BeanPreparation} has found out of its beans and the JVM's cache of what its
/// classes look like once loaded and linked.
///
/// `<suite folder>/<module>/<fingerprint of the jar>/` has the unpacked jar, `beans-….jar` and
/// `<JDK version>-….aot`.
public final class Installation {

  private static final int FINGERPRINT_DIGITS = 16;

  private final Path project;
  private final Path suite;

  /// @param project where the modules are
  /// @param suite where to unpack
  public Installation(Path project, Path suite) {
    this.project = project;
    this.suite = suite;
  }

  /// Unpacks the service's jar unless it is there, and takes away what older jars left.
  ///
  /// @throws LaunchFailure `BUILD_FAILED` when there is no jar
  public Installed install(ServicePlan plan, Path log) throws IOException {
    String module = plan.module();
    Path jar = jar(module);
    Path folder = suite.resolve(module).resolve(fingerprint(jar));
    if (!Files.isDirectory(folder)) {
      DataDirectory.deleteTree(suite.resolve(module));
      DataDirectory.makeWhole(folder, draft -> unpack(jar, draft, log));
    }
    Path unpacked = folder.resolve(jar.getFileName());
    return new Installed(
        unpacked,
        mainClass(unpacked),
        folder.resolve("beans-%d-%s.jar".formatted(Runtime.version().feature(), settings(plan))));
  }

  /// Which settings a service is given decides which beans it has.
  private static String settings(ServicePlan plan) {
    String names = String.join(" ", new TreeSet<>(plan.environment().keySet()));
    return Integer.toHexString(names.hashCode());
  }

  private static String mainClass(Path jar) throws IOException {
    try (JarFile archive = new JarFile(jar.toFile())) {
      return archive.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }

  private Path jar(String module) throws IOException {
    Path target = project.resolve(module).resolve("target");
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        List<Path> jars =
            files
                .filter(file -> file.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar"))
                .toList();
        if (jars.size() == 1) {
          return jars.getFirst();
        }
      }
    }
    throw LaunchFailure.of(
        ExitCode.BUILD_FAILED, "no jar of %s in %s; run ./run".formatted(module, target));
  }

  /// Of the archive's directory, where each entry's checksum stands: the same jar, the same digits.
  static String fingerprint(Path jar) throws IOException {
    try (ZipFile archive = new ZipFile(jar.toFile())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      archive.stream()
          .forEach(entry ->
              digest.update(
                  (entry.getName() + ' ' + entry.getCrc() + ' ' + entry.getSize() + '\n')
                      .getBytes(UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void unpack(Path jar, Path draft, Path log) throws IOException {
    List<String> command =
        List.of(
            JavaCommand.java(),
            "-XX:TieredStopAtLevel=1",
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            draft.toString());
    if (Commands.run(command, new File("/dev/null"), log) != 0) {
      throw new IOException("cannot unpack " + jar);
    }
  }

  /// A service ready to be started.
  ///
  /// @param beans may be absent
  public record Installed(Path jar, String mainClass, Path beans) {

    /// May be absent. A cache fits one class path: with the prepared beans or without.
    public Path aotCache() {
      String with = isPrepared() ? "-" + beans.getFileName() : "";
      return jar.resolveSibling(Runtime.version() + with + ".aot");
    }

    public boolean isTrained() {
      return Files.exists(aotCache());
    }

    boolean isPrepared() {
      return Files.exists(beans);
    }
  }
}
