package dev.parley.gateway.apidocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.problem.UnavailableException;
import dev.parley.common.testing.MutableClock;
import dev.parley.common.web.ServiceUrls;
import dev.parley.gateway.route.Nodes;
import dev.parley.gateway.route.RealtimeProperties;
import dev.parley.gateway.route.ServiceProperties;
import dev.parley.gateway.testing.FakeService;
import dev.parley.gateway.testing.FakeService.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Over two instances of message-service.
@ExtendWith(OutputCaptureExtension.class)
class ApiDocsControllerTests {

  private final FakeService rest = new FakeService("rest");
  private final FakeService first = new FakeService("message-1");
  private final FakeService second = new FakeService("message-2");
  private final LoopResources loops = LoopResources.create("api-docs", 1, true);
  private final MutableClock clock = MutableClock.at("2026-11-21T10:00:00Z");
  private final ApiDocsController controller =
      new ApiDocsController(
          new ServiceProperties(
              ServiceUrls.of(rest.url()),
              ServiceUrls.of(first.url() + "," + second.url()),
              ServiceUrls.of(rest.url())),
          new RealtimeProperties(Nodes.of(""), Nodes.of(""), Duration.ZERO),
          loops,
          clock);

  @AfterEach
  void end() {
    rest.close();
    first.close();
    second.close();
    loops.dispose();
  }

  private JsonNode paths() {
    return JsonMapper.shared().readTree(controller.document().block()).path("paths");
  }

  @Test
  void theOtherInstanceIsAskedWhereOneHasGone(CapturedOutput log) {
    first.stop();
    ApiDocsIT.describes(second, "/api/v1/messages", "{}");

    assertThat(paths().propertyNames()).containsExactly("/api/v1/messages");
    assertThat(log)
        .contains("WARN")
        .contains("No API document")
        .contains("service=\"message-service\"")
        .contains("node=\"" + first.url().substring("http://".length()) + "\"");
  }

  @Test
  void theOtherInstanceIsAskedWhereOneHasNone() {
    first.answers(_ -> Answer.json(500, "{}"));
    ApiDocsIT.describes(second, "/api/v1/messages", "{}");

    assertThat(paths().propertyNames()).containsExactly("/api/v1/messages");
  }

  @Test
  void onlyOneIsAskedWhereItAnswers() {
    ApiDocsIT.describes(first, "/api/v1/messages", "{}");

    assertThat(paths().propertyNames()).containsExactly("/api/v1/messages");
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void aServiceThatHasGoneKeepsItsPart() {
    ApiDocsIT.describes(first, "/api/v1/messages", "{}");
    ApiDocsIT.describes(rest, "/api/v1/media", "{}");
    assertThat(paths().propertyNames()).hasSize(2);

    first.stop();
    second.stop();
    ApiDocsIT.describes(rest, "/api/v1/media/{id}", "{}");
    clock.advance(Duration.ofHours(1));
    assertThat(paths().propertyNames())
        .containsExactlyInAnyOrder("/api/v1/messages", "/api/v1/media/{id}");
  }

  @Test
  void itIsNotToBeHadWhereNoInstanceHasGivenItsPart() {
    first.stop();
    second.answers(_ -> Answer.of(200, "text/html", "<html>"));

    assertThatThrownBy(() -> controller.document().block())
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("message-service");

    ApiDocsIT.describes(second, "/api/v1/messages", "{}");
    assertThat(paths().propertyNames()).containsExactly("/api/v1/messages");
  }
}
