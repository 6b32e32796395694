package dev.parley.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.local.host.Ports;
import dev.parley.local.service.Wiring.ObjectStoreAccess;
import dev.parley.local.service.Wiring.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTests {

  private static final String STORE = "http://127.0.0.1:29001";

  /// The page's policy lets it load from nowhere else, and signed URLs lead there.
  @Test
  void theGatewaysPageMayLoadFromWhereSignedUrlsLead() {
    Servers servers =
        new Servers(
            "jdbc:postgresql://127.0.0.1:1/",
            "user",
            "password",
            "127.0.0.1:2",
            new ObjectStoreAccess(STORE, "media", "key", "secret"),
            "jwt",
            "internal");
    List<ServicePlan> plans = new Wiring(servers, 8080, true, new Ports(1), List.of("a")).plans();

    assertThat(environmentOf("media-service", plans))
        .containsEntry("PARLEY_MEDIA_S3_PUBLIC_ENDPOINT", STORE);
    assertThat(environmentOf("gateway", plans))
        .containsEntry("PARLEY_GATEWAY_PAGE_MEDIA_ORIGINS", STORE);
  }

  private static Map<String, String> environmentOf(String name, List<ServicePlan> plans) {
    return plans.stream()
        .filter(plan -> plan.name().equals(name))
        .findFirst()
        .orElseThrow()
        .environment();
  }
}
