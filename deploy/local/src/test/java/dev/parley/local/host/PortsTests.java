package dev.parley.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTests {

  @Test
  void givesEachPortOnceAndNoneThatIsTaken() throws IOException {
    int first = new Ports(77).free();
    try (ServerSocket other = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = new Ports(77);
      int second = ports.free();
      int third = ports.free();

      assertThat(second).isNotEqualTo(other.getLocalPort());
      assertThat(third).isNotEqualTo(second).isNotEqualTo(other.getLocalPort());
      assertThat(second).isBetween(20_000, 29_999);
    }
  }

  @Test
  void tellsWhichSettingToChangeWhenThePortIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LaunchFailure failure =
          catchThrowableOfType(
              LaunchFailure.class,
              () -> new Ports(1).claim(other.getLocalPort(), "MESSAGING_PORT"));

      assertThat(failure.exitCode()).isEqualTo(ExitCode.PORT_TAKEN);
      assertThat(failure)
          .hasMessageContaining("MESSAGING_PORT")
          .hasMessageContaining(Integer.toString(other.getLocalPort()));
    }
  }

  @Test
  void refusesOnePortForTwoThings() {
    Ports ports = new Ports(5);
    int port = ports.free();

    LaunchFailure failure =
        catchThrowableOfType(LaunchFailure.class, () -> ports.claim(port, "MESSAGING_KAFKA_PORT"));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.PORT_TAKEN);
    assertThat(failure)
        .hasMessage("port %d is given to two; set MESSAGING_KAFKA_PORT to another", port);
  }
}
