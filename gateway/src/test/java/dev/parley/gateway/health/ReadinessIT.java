package dev.parley.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.FakeService;
import dev.parley.gateway.testing.FakeService.Answer;
import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessIT extends GatewayTest {

  private int readiness() {
    return send(anonymous("/actuator/health/readiness")).statusCode();
  }

  @Test
  void isUpOnlyWhenEveryServiceCanServe() {
    Awaitility.await().until(() -> readiness() == 200);
    for (FakeService service : List.of(Backends.CONVERSATION, Backends.MESSAGE, Backends.MEDIA)) {
      service.answers(_ -> Answer.json(503, "{\"status\":\"OUT_OF_SERVICE\"}"));
      Awaitility.await().until(() -> readiness() == 503);
      service.reset();
      Awaitility.await().until(() -> readiness() == 200);
    }
  }

  @Test
  void oneOfSeveralInstancesIsEnough() {
    Backends.NODE_A.answers(_ -> Answer.json(503, "{\"status\":\"OUT_OF_SERVICE\"}"));
    Awaitility.await().during(Duration.ofSeconds(1)).until(() -> readiness() == 200);
    Backends.NODE_B.answers(_ -> Answer.json(503, "{\"status\":\"OUT_OF_SERVICE\"}"));
    Awaitility.await().until(() -> readiness() == 503);
    Backends.NODE_A.reset();
    Awaitility.await().until(() -> readiness() == 200);
  }

  @Test
  void isNotUpWhenOneIsAwayOrHangs() {
    Backends.MEDIA.stop();
    Awaitility.await().until(() -> readiness() == 503);
    Backends.MEDIA.reset();
    Backends.MESSAGE.answers(_ -> Answer.json(200, "{}").after(Duration.ofSeconds(30)));
    Awaitility.await().until(() -> readiness() == 503);
  }

  @Test
  void theGatewayItselfLivesOn() {
    Backends.MEDIA.stop();
    assertThat(send(anonymous("/actuator/health/liveness")).statusCode()).isEqualTo(200);
  }

  @Test
  void askingOftenDoesNotAskTheServicesAsOften() {
    int[] asked = new int[1];
    Backends.MEDIA.answers(_ -> {
      asked[0]++;
      return Answer.json(200, "{}");
    });
    for (int i = 0; i < 50; i++) {
      readiness();
    }
    assertThat(asked[0]).isLessThan(25);
    Awaitility.await().until(() -> readiness() == 200 && asked[0] > 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/actuator/beans",
        "/actuator/heapdump",
        "/actuator/gateway/routes"
      })
  void showsNothingElse(String path) {
    assertThat(problem(send(anonymous(path)))).isEqualTo("not_found");
  }

  @Test
  void showsNoDetailsButMetrics() {
    HttpResponse<String> health = send(anonymous("/actuator/health/readiness"));
    assertThat(health.body()).doesNotContain("media").doesNotContain("realtime");
    assertThat(send(anonymous("/actuator/prometheus")).body()).contains("parley_gateway_sockets");
  }
}
