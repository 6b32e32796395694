package dev.parley.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.local.host.Commands;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.service.Installation.Installed;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Spring's ahead-of-time processing of an installed service: which beans there are, and how each
/// is made, is found out once and written down as classes, rather than at every start.
///
/// What is found out holds for the settings that the launcher gives; {@link JavaCommand} tells a
/// service with others to find out anew.
public final class BeanPreparation {

  private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";

  /// Javac's working memory is the launcher's: one at a time.
  private static final Object COMPILER = new Object();

  private final Path log;

  /// @param log what the tools say
  public BeanPreparation(Path log) {
    this.log = log;
  }

  /// Makes {@link Installed#beans()}, whole or not at all, unless it is there.
  public void prepare(ServicePlan plan, Installed installed) throws IOException {
    if (Files.exists(installed.beans())) {
      return;
    }
    // Its own: who was stopped while preparing may leave a processor that is still writing.
    Path draft = Files.createTempDirectory(installed.jar().getParent(), "beans");
    Path sources = Files.createDirectories(draft.resolve("sources"));
    Path classes = Files.createDirectories(draft.resolve("classes"));
    process(plan, installed, sources, classes);
    synchronized (COMPILER) {
      compile(installed, sources, classes);
      Path jar = draft.resolve("beans.jar");
      run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
      Files.move(jar, installed.beans(), StandardCopyOption.ATOMIC_MOVE);
    }
    DataDirectory.deleteTree(draft);
  }

  /// The service's own code up to the point where beans would be made: no server is asked.
  private void process(ServicePlan plan, Installed installed, Path sources, Path classes)
      throws IOException {
    List<String> command =
        List.of(
            JavaCommand.java(),
            "-Xmx" + plan.heap(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            installed.jar().toString(),
            PROCESSOR,
            installed.mainClass(),
            sources.toString(),
            classes.toString(),
            classes.toString(),
            "dev.parley",
            plan.module());
    Consumer<Map<String, String>> settings =
        environment -> {
          OwnSettings.removeFrom(environment);
          environment.putAll(plan.environment());
        };
    if (Commands.run(command, new File("/dev/null"), log, settings) != 0) {
      throw new IOException("beans of %s: the processing failed".formatted(plan.module()));
    }
  }

  private void compile(Installed installed, Path sources, Path classes) throws IOException {
    Path arguments = sources.resolveSibling("arguments");
    try (Stream<Path> files = Files.walk(sources)) {
      Files.write(
          arguments,
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(".java"))
              .map(BeanPreparation::quoted)
              .toList());
    }
    run(
        "javac",
        "-nowarn",
        "-proc:none",
        "-parameters",
        "-cp",
        installed.jar().toString(),
        "-d",
        classes.toString(),
        "@" + arguments);
  }

  /// As javac's argument files have it.
  private static String quoted(String file) {
    return '"' + file.replace("\\", "\\\\") + '"';
  }

  private void run(String tool, String... arguments) throws IOException {
    ToolProvider provider =
        ToolProvider.findFirst(tool).orElseThrow(() -> new IOException("no " + tool));
    try (PrintWriter out =
        new PrintWriter(
            Files.newBufferedWriter(
                log, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      if (provider.run(out, out, arguments) != 0) {
        throw new IOException(tool + " failed");
      }
    }
  }
}
