package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.gateway.GatewayApplication;
import dev.parley.gateway.testing.RawNode;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class ShutdownIT {

  @Test
  void aGatewayThatStopsSendsItsClientsElsewhereAtOnce() throws IOException {
    try (RawNode node = new RawNode();
        ConfigurableApplicationContext gateway = start(node);
        Socket client =
            new Socket(
                "127.0.0.1",
                gateway.getEnvironment().getRequiredProperty("local.server.port", int.class))) {
      client.setSoTimeout(10_000);
      RawNode.write(
          client,
          "GET /socket.io/ HTTP/1.1\r\n"
              + "Host: h\r\n"
              + "Upgrade: websocket\r\n"
              + "Connection: Upgrade\r\n\r\n");
      assertThat(RawNode.head(client)).startsWith("HTTP/1.1 101 ");

      Thread closing = Thread.ofPlatform().start(gateway::close);

      assertThat(SocketTest.isClosed(client)).isTrue();
      assertThat(SocketTest.isClosed(node.next().socket())).isTrue();
      // Not the 20 s that requests under way would get.
      Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> !closing.isAlive());
    }
  }

  private static ConfigurableApplicationContext start(RawNode node) {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .run(
            "--server.port=0",
            "--parley.security.jwt.secret=" + Tokens.SECRET,
            "--parley.security.internal-secret=" + Tokens.INTERNAL_SECRET,
            "--parley.services.conversation=http://127.0.0.1:1",
            "--parley.services.message=http://127.0.0.1:1",
            "--parley.services.media=http://127.0.0.1:1",
            "--parley.gateway.realtime.nodes=a=" + node.url());
  }
}
