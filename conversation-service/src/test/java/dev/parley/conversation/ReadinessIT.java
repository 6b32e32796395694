package dev.parley.conversation;

import dev.parley.common.testing.Readiness;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;

@ConversationServiceTest
class ReadinessIT {

  @Autowired private HealthEndpoint health;

  @Test
  void isThatOfTheDatabaseAndOfKafka() {
    Readiness.check(health, "db", "kafka");
  }
}
