package dev.parley.media.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MediaServiceTest
class StoreOutageIT {

  private static final String USER = "outage-ann";

  @LocalServerPort int port;
  @Autowired Stored stored;
  @Autowired CircuitBreakerRegistry breakers;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void mend() {
    MediaServers.OBJECTS.start();
    breakers.circuitBreaker("object-store").reset();
  }

  @Test
  void refusesUploadsForAWhileAndLosesNothing() {
    String before = api.as(USER).uploaded("before.png", Images.png(5, 5));

    MediaServers.OBJECTS.stop();
    Api.Answer refused = api.as(USER).upload("during.png", Images.png(5, 5));
    assertThat(refused.refusal()).isEqualTo("503 unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.text()).doesNotContain("127.0.0.1").doesNotContain("Exception");
    assertThat(stored.statusesOf(USER)).containsOnlyOnce("ready");
    assertThat(api.as(USER).get("/api/v1/media/" + before).status()).isEqualTo(200);
    assertThat(health()).isEqualTo(200);

    MediaServers.OBJECTS.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.as(USER).upload("after.png", Images.png(5, 5)).status() == 201);
    String url = api.as(USER).get("/api/v1/media/" + before + "/content").header("Location");
    assertThat(api.fetch(url).bytes()).isEqualTo(Images.png(5, 5));
  }

  @Test
  void answersAtOnceWhenItHasBeenAwayForAWhile() {
    MediaServers.OBJECTS.stop();
    for (int i = 0; i < 12; i++) {
      assertThat(api.as(USER).upload("a.png", Images.png(1, 1)).refusal())
          .isEqualTo("503 unavailable");
    }
    assertThat(breakers.circuitBreaker("object-store").getState().name()).isEqualTo("OPEN");
    long started = System.nanoTime();
    assertThat(api.as(USER).upload("a.png", Images.png(1, 1)).refusal())
        .isEqualTo("503 unavailable");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
  }

  private int health() {
    return api.fetch("http://localhost:" + port + "/actuator/health/readiness").status();
  }
}
