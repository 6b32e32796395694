package dev.parley.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTests {

  private static InetSocketAddress peer(String address) {
    return new InetSocketAddress(address, 4711);
  }

  @Test
  void believesNobodyUnlessTold() {
    ClientAddresses addresses = new ClientAddresses(List.of());

    assertThat(addresses.of(peer("10.0.0.1"), List.of("1.2.3.4"))).isEqualTo("10.0.0.1");
    assertThat(addresses.of(null, List.of("1.2.3.4"))).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2.3.4                | 1.2.3.4",
        "6.6.6.6, 1.2.3.4       | 1.2.3.4",
        "1.2.3.4, 10.9.9.9      | 1.2.3.4",
        "2001:db8::7            | 2001:db8::7",
        "1.2.3.4, unknown       | 10.0.0.1",
        "nonsense               | 10.0.0.1",
        "10.1.1.1, 10.2.2.2     | 10.1.1.1",
      })
  void readsWhatTrustedProxiesWroteFromTheRight(String header, String client) {
    ClientAddresses addresses = new ClientAddresses(List.of("10.0.0.0/8"));

    assertThat(addresses.of(peer("10.0.0.1"), List.of(header))).isEqualTo(client);
    assertThat(addresses.of(peer("11.0.0.1"), List.of(header))).isEqualTo("11.0.0.1");
  }

  @Test
  void severalHeadersAreOneList() {
    ClientAddresses addresses = new ClientAddresses(List.of("10.0.0.0/8", "fd00::/8"));

    assertThat(addresses.of(peer("fd00::1"), List.of("9.9.9.9", "1.2.3.4, 10.0.0.3")))
        .isEqualTo("1.2.3.4");
    assertThat(addresses.of(peer("10.0.0.1"), List.of())).isEqualTo("10.0.0.1");
  }

  @Test
  void aLimitCountsANetworkOfIpv6AsOneClient() {
    assertThat(ClientAddresses.limitKey("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(ClientAddresses.limitKey("2001:db8:1:2::9"))
        .isNotEqualTo(ClientAddresses.limitKey("2001:db8:1:3::9"));
    assertThat(ClientAddresses.limitKey("1.2.3.4")).isEqualTo("1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example/8", "10.0.0.0/x", ""})
  void refusesWhatIsNoNetwork(String network) {
    assertThatThrownBy(() -> new ClientAddresses(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
