package dev.parley.media.scanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.FakeClamd;
import dev.parley.media.Images;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.scanning.ScanProperties.WhenDown;
import dev.parley.media.scanning.ScanProperties.WhenTooLarge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScannerTests {

  private static final MediaId MEDIA = new MediaId(UUID.randomUUID());

  @TempDir Path folder;

  @Test
  void letsPassWhatIsClean() throws IOException {
    try (FakeClamd clamd = new FakeClamd()) {
      Scanner scanner = scanner(clamd.address(), WhenDown.WAIT, WhenTooLarge.REJECT);
      scanner.requireClean(MEDIA, file(Images.png(300, 300)));
      scanner.requireClean(MEDIA, file(new byte[200_000]));
    }
  }

  @Test
  void refusesMalware() throws IOException {
    try (FakeClamd clamd = new FakeClamd()) {
      Scanner scanner = scanner(clamd.address(), WhenDown.PASS, WhenTooLarge.PASS);
      Path bad = file(Images.concat(new byte[100_000], Images.text("EICAR")));
      assertRefused(scanner, bad, "malware");
    }
  }

  @Test
  void doesAsItIsToldWithWhatIsTooLarge() throws IOException {
    try (FakeClamd clamd = new FakeClamd()) {
      Path large = file(new byte[32 * 1024 * 1024]);
      assertRefused(
          scanner(clamd.address(), WhenDown.PASS, WhenTooLarge.REJECT), large, "too_large_to_scan");
      scanner(clamd.address(), WhenDown.REJECT, WhenTooLarge.PASS).requireClean(MEDIA, large);
    }
  }

  @Test
  void doesAsItIsToldWhileTheScannerIsDown() throws IOException {
    String nowhere;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = "127.0.0.1:" + closed.getLocalPort();
    }
    Path file = file(new byte[10]);
    assertThatThrownBy(
            () -> scanner(nowhere, WhenDown.WAIT, WhenTooLarge.PASS).requireClean(MEDIA, file))
        .isInstanceOf(UnavailableException.class);
    assertThatCode(
            () -> scanner(nowhere, WhenDown.PASS, WhenTooLarge.PASS).requireClean(MEDIA, file))
        .doesNotThrowAnyException();
    assertRefused(scanner(nowhere, WhenDown.REJECT, WhenTooLarge.PASS), file, "not_scanned");
  }

  /// It may be this file that it cannot manage: nothing is to wait for it without end.
  @ParameterizedTest
  @EnumSource
  void doesNotWaitForAScannerThatSaysNothing(WhenDown whenDown) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      Path file = file(new byte[10]);
      ScanProperties hasty =
          new ScanProperties(address, Duration.ofMillis(300), whenDown, WhenTooLarge.PASS);
      assertThatThrownBy(() -> new Scanner(hasty).requireClean(MEDIA, file))
          .isInstanceOf(NotScannedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotTakeAnErrorForAnOutage(WhenDown whenDown) throws IOException {
    try (FakeClamd clamd = new FakeClamd()) {
      Path file = file(Images.text(FakeClamd.UNMANAGEABLE));
      assertThatThrownBy(
              () -> scanner(clamd.address(), whenDown, WhenTooLarge.PASS).requireClean(MEDIA, file))
          .isInstanceOf(NotScannedException.class)
          .satisfies(e -> assertThat(Outages.isOutage(e)).isFalse());
    }
  }

  private static void assertRefused(Scanner scanner, Path file, String reason) {
    assertThatThrownBy(() -> scanner.requireClean(MEDIA, file))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Scanner scanner(String address, WhenDown whenDown, WhenTooLarge whenTooLarge) {
    return new Scanner(new ScanProperties(address, Duration.ofSeconds(10), whenDown, whenTooLarge));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file"), content);
  }
}
