package dev.parley.local;

import dev.parley.local.host.Settings;
import java.util.Locale;

/// What the user reads when all can serve.
final class Welcome {

  private Welcome() {}

  static String text(Settings settings, String gateway, String alice, String bob, double seconds) {
    return String.format(
        Locale.ROOT,
        """

        Parley is ready after %1$.1f s.

          Web client   %2$s/
          API          %2$s/api/v1        documents: %2$s/api-docs
          Socket.IO    %2$s/socket.io     auth: {token}
          Kafka        127.0.0.1:%3$d
          Data         %4$s
          Logs         %4$s/logs

          Two users' tokens, good for %5$d days:
          alice  %6$s
          bob    %7$s

          A first message:
          curl -s %2$s/api/v1/messages -H 'Authorization: Bearer %6$s' \\
            -H 'Content-Type: application/json' -d '{"recipient_id":"bob","type":"text","content":"Hello, Bob"}'

        Ctrl-C stops everything. The next ./run goes on with the same data.
        """,
        seconds,
        gateway,
        settings.kafkaPort(),
        settings.dataDirectory(),
        DemoToken.LIFE.toDays(),
        alice,
        bob);
  }
}
