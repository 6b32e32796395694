package dev.parley.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the user may choose. Every one has a default; `help.txt` describes them.
///
/// @param projectDirectory where the services' jars are, absolute
/// @param dataDirectory absolute
/// @param port of the gateway, 1–65535
/// @param kafkaPort 1–65535
/// @param jwtSecret HS256, 32 bytes or more; absent: made once and kept with the data
/// @param rateLimits false for benchmarks
/// @param nodes processes of message-service and of realtime-service each, 1–4
/// @param training whether start-up caches are made when there are none
/// @param rehearsal this start is the training itself: throw-away data, and it ends once it is
///   ready
public record Settings(
    Path projectDirectory,
    Path dataDirectory,
    int port,
    int kafkaPort,
    Optional<String> jwtSecret,
    boolean rateLimits,
    int nodes,
    boolean training,
    boolean rehearsal) {

  private static final int SECRET_BYTES = 32;
  private static final String NODES = "--nodes=";

  /// Reads flags and environment.
  ///
  /// @param projectDirectory where `./run` is
  /// @param workingDirectory what a relative `MESSAGING_DATA_DIR` is relative to
  /// @throws LaunchFailure `BAD_SETTING`
  public static Settings read(
      Map<String, String> environment,
      List<String> flags,
      Path projectDirectory,
      Path workingDirectory) {
    for (String flag : flags) {
      if (!List.of("--no-training", "--rehearsal").contains(flag) && !flag.startsWith(NODES)) {
        throw bad("unknown flag " + flag + "; ./run --help lists them");
      }
    }
    Path data =
        value(environment, "MESSAGING_DATA_DIR")
            .map(workingDirectory::resolve)
            .orElse(projectDirectory.resolve(".data"));
    return new Settings(
        projectDirectory,
        data.toAbsolutePath().normalize(),
        port(environment, "MESSAGING_PORT", 8080),
        port(environment, "MESSAGING_KAFKA_PORT", 9092),
        value(environment, "MESSAGING_JWT_SECRET").map(Settings::longEnough),
        rateLimits(environment),
        nodes(flags),
        !flags.contains("--no-training"),
        flags.contains("--rehearsal"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String text = value(environment, name).orElse(Integer.toString(otherwise));
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw bad(name + "=" + text + " is no port: 1 to 65535");
  }

  private static String longEnough(String secret) {
    if (secret.getBytes(UTF_8).length < SECRET_BYTES) {
      throw bad("MESSAGING_JWT_SECRET is too short: " + SECRET_BYTES + " bytes or more");
    }
    return secret;
  }

  private static boolean rateLimits(Map<String, String> environment) {
    String text = value(environment, "MESSAGING_RATE_LIMITS").orElse("on");
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw bad("MESSAGING_RATE_LIMITS=" + text + ": on or off");
    };
  }

  private static int nodes(List<String> flags) {
    String count =
        flags.stream()
            .filter(flag -> flag.startsWith(NODES))
            .map(flag -> flag.substring(NODES.length()))
            .findFirst()
            .orElse("1");
    if (!count.matches("[1-4]")) {
      throw bad("--nodes " + count + ": 1 to 4");
    }
    return Integer.parseInt(count);
  }

  private static LaunchFailure bad(String message) {
    return LaunchFailure.of(ExitCode.BAD_SETTING, message);
  }
}
