package dev.parley.message;

import dev.parley.common.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

  @Test
  void keepsToTheRules() {
    ArchitectureRules.check("dev.parley.message");
  }
}
