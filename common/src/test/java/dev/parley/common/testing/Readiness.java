package dev.parley.common.testing;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/// What a service's readiness is made of.
public final class Readiness {

  private Readiness() {}

  /// Fails unless the service is ready, or soon will be, and is so by these parts beside its own
  /// state.
  public static void check(HealthEndpoint health, String... parts) {
    Set<String> expected = new TreeSet<>(Set.of(parts));
    expected.add("readinessState");
    Set<String> found = new TreeSet<>(partsOf(health).keySet());
    if (!found.equals(expected)) {
      throw new AssertionError("readiness is made of " + found + " and not of " + expected);
    }
    Awaitility.await()
        .until(() ->
            partsOf(health).values().stream().allMatch(part -> part.getStatus().equals(Status.UP)));
  }

  private static Map<String, HealthDescriptor> partsOf(HealthEndpoint health) {
    return health.healthForPath("readiness") instanceof CompositeHealthDescriptor group
        ? Objects.requireNonNull(group.getComponents())
        : Map.of();
  }
}
