package dev.parley.common.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets every test wait long for what must happen: a busy machine is slow, and that is no failure.
/// Registered in `META-INF/services`.
public final class Patience implements BeforeAllCallback {

  private static final Duration LONG = Duration.ofSeconds(90);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
