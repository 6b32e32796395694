package dev.parley.message;

import dev.parley.common.testing.Readiness;
import dev.parley.message.testing.MessageServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;

class ReadinessIT extends MessageServiceTest {

  @Autowired private HealthEndpoint health;

  @Test
  void isThatOfTheDatabaseAndOfKafka() {
    Readiness.check(health, "db", "kafka");
  }
}
