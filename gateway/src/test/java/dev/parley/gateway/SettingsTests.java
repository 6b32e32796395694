package dev.parley.gateway;

import dev.parley.common.testing.Settings;
import org.junit.jupiter.api.Test;

class SettingsTests {

  @Test
  void theReadmeTellsOfEach() {
    Settings.checkReadme("dev.parley.gateway");
  }
}
