package dev.parley.media.scanning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.Images;
import dev.parley.media.Zips;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.scanning.ScanProperties.WhenDown;
import dev.parley.media.scanning.ScanProperties.WhenTooLarge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against clamd itself, where it is installed, with one signature of our own: what a stand-in
/// takes for its protocol is what it is.
class RealClamdIT {

  private static final String VIRUS = "what this scanner is looking for";
  private static final int LIMIT = 1024 * 1024;

  private static final MediaId MEDIA = new MediaId(UUID.randomUUID());

  @TempDir static Path home;
  private static @Nullable Process clamd;
  private static int port;

  @TempDir Path folder;

  @BeforeAll
  static void startIt() throws IOException {
    Path program =
        Stream.of("/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(Files.isExecutable(program) && Files.isRegularFile(program), "no clamd");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path signatures = Files.createDirectory(home.resolve("db"));
    Files.writeString(
        signatures.resolve("own.ndb"),
        "Parley.Test:0:*:" + HexFormat.of().formatHex(VIRUS.getBytes(UTF_8)) + "\n");
    Path settings =
        Files.write(
            home.resolve("clamd.conf"),
            List.of(
                "DatabaseDirectory " + signatures,
                "TemporaryDirectory " + home,
                "LocalSocket " + home.resolve("socket"),
                "TCPSocket " + port,
                "TCPAddr 127.0.0.1",
                "StreamMaxLength " + LIMIT,
                "Foreground yes"));
    Process started =
        new ProcessBuilder(program.toString(), "--config-file=" + settings)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    clamd = started;
    Path probe = Files.writeString(home.resolve("probe"), "nothing");
    for (String address : addresses()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreException(UnavailableException.class)
          .untilAsserted(() -> {
            assertThat(started.isAlive()).as(Files.readString(home.resolve("log"))).isTrue();
            scanner(address, WhenTooLarge.REJECT).requireClean(MEDIA, probe);
          });
    }
  }

  @AfterAll
  static void endIt() throws InterruptedException {
    Process running = clamd;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }
  }

  static List<String> addresses() {
    return List.of("127.0.0.1:" + port, String.valueOf(home.resolve("socket")));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void letsPassWhatIsClean(String address) throws IOException {
    scanner(address, WhenTooLarge.REJECT).requireClean(MEDIA, file(Images.png(300, 300)));
    scanner(address, WhenTooLarge.REJECT).requireClean(MEDIA, file(new byte[LIMIT]));
    scanner(address, WhenTooLarge.REJECT).requireClean(MEDIA, file(new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void findsWhatItLooksForWhereverItIs(String address) throws IOException {
    byte[] virus = Images.text(VIRUS);
    for (byte[] hidden :
        List.of(
            virus, Images.concat(new byte[700_000], virus, new byte[9]), Zips.of("a.txt", virus))) {
      assertRefused(scanner(address, WhenTooLarge.PASS), file(hidden), "malware");
    }
  }

  /// It answers, and hangs up, before it has been sent all.
  @ParameterizedTest
  @MethodSource("addresses")
  void saysWhatIsTooLarge(String address) throws IOException {
    Path large = file(new byte[20 * LIMIT]);
    assertRefused(scanner(address, WhenTooLarge.REJECT), large, "too_large_to_scan");
    scanner(address, WhenTooLarge.PASS).requireClean(MEDIA, large);
  }

  @Test
  void isAwayWhereNobodyListens() throws IOException {
    Path file = file(new byte[3]);
    Scanner scanner = scanner(home.resolve("nowhere").toString(), WhenTooLarge.PASS);
    assertThatThrownBy(() -> scanner.requireClean(MEDIA, file))
        .isInstanceOf(UnavailableException.class);
  }

  private static void assertRefused(Scanner scanner, Path file, String reason) {
    assertThatThrownBy(() -> scanner.requireClean(MEDIA, file))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Scanner scanner(String address, WhenTooLarge whenTooLarge) {
    return new Scanner(
        new ScanProperties(address, Duration.ofSeconds(20), WhenDown.WAIT, whenTooLarge));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file"), content);
  }
}
