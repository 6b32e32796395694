package dev.parley.realtime;

import dev.parley.common.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

  @Test
  void keepsTheRulesOfTheSuite() {
    ArchitectureRules.check("dev.parley.realtime");
  }
}
