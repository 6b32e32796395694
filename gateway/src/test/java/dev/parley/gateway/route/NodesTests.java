package dev.parley.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.testing.MutableClock;
import dev.parley.gateway.route.RealtimeNodes.Node;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodesTests {

  private final MutableClock clock = MutableClock.at("2026-11-21T10:00:00Z");

  private RealtimeNodes nodes(String text) {
    return new RealtimeNodes(
        new RealtimeProperties(Nodes.of(text), Nodes.of(""), Duration.ofSeconds(2)), clock);
  }

  @Test
  void readsIdsAndUrls() {
    assertThat(Nodes.of("a=http://h:1, node-2=http://[::1]:2 ,").byId())
        .containsExactly(
            java.util.Map.entry("a", URI.create("http://h:1")),
            java.util.Map.entry("node-2", URI.create("http://[::1]:2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://h:1", "A=http://h:1", "a.b=http://h:1", "a=h:1", "a=ftp://h", "a="})
  void refusesWhatIsNoNode(String text) {
    assertThatThrownBy(() -> Nodes.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNodeThatCouldNotBeReachedIsPassedForAWhile() {
    RealtimeNodes nodes = nodes("a=http://h:1,b=http://h:2");
    Node a = Objects.requireNonNull(nodes.ofSession("x.a"));

    nodes.unreachable(a);
    assertThat(nodes.next()).extracting(Node::id).isEqualTo("b");
    assertThat(nodes.next()).extracting(Node::id).isEqualTo("b");

    clock.advance(Duration.ofSeconds(2));
    assertThat(nodes.next()).isEqualTo(a);
  }

  @Test
  void whereAllAreAwayOneIsTriedAnyway() {
    RealtimeNodes nodes = nodes("a=http://h:1");
    nodes.unreachable(Objects.requireNonNull(nodes.next()));

    assertThat(nodes.next()).isNotNull();
    assertThat(nodes("").next()).isNull();
  }

  @Test
  void aSessionsNodeIsNamedAfterTheLastDot() {
    RealtimeNodes nodes = nodes("a=http://h:1,b=http://h:2");
    assertThat(nodes.ofSession("a.a.b")).extracting(Node::id).isEqualTo("b");
    assertThat(nodes.ofSession("a")).isNull();
    assertThat(nodes.ofSession("a.")).isNull();
  }
}
