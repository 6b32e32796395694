package dev.parley.gateway.testing;

import dev.parley.common.testing.Tokens;
import org.springframework.test.context.DynamicPropertyRegistry;

/// The services that a gateway under test stands before, shared by the tests of a JVM.
public final class Backends {

  public static final FakeService CONVERSATION = new FakeService("conversation");
  public static final FakeService MESSAGE = new FakeService("message");
  public static final FakeService MEDIA = new FakeService("media");
  public static final FakeService NODE_A = new FakeService("node-a");
  public static final FakeService NODE_B = new FakeService("node-b");

  private Backends() {}

  public static void reset() {
    for (FakeService service : all()) {
      service.reset();
    }
  }

  public static FakeService[] all() {
    return new FakeService[] {CONVERSATION, MESSAGE, MEDIA, NODE_A, NODE_B};
  }

  /// How many requests reached any of them.
  public static int reached() {
    int requests = 0;
    for (FakeService service : all()) {
      requests += service.requests().size();
    }
    return requests;
  }

  /// Points a gateway at them. Other nodes go into `test.nodes`.
  public static void register(DynamicPropertyRegistry registry) {
    registry.add("parley.security.jwt.secret", () -> Tokens.SECRET);
    registry.add("parley.security.internal-secret", () -> Tokens.INTERNAL_SECRET);
    registry.add("parley.services.conversation", CONVERSATION::url);
    registry.add("parley.services.message", MESSAGE::url);
    registry.add("parley.services.media", MEDIA::url);
    registry.add(
        "parley.gateway.realtime.nodes",
        () -> "${test.nodes:a=%s,b=%s}".formatted(NODE_A.url(), NODE_B.url()));
    registry.add(
        "parley.gateway.realtime.actuators", () -> "a=" + NODE_A.url() + ",b=" + NODE_B.url());
  }
}
