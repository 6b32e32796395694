package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Readiness;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.test.web.server.LocalServerPort;

class OperationIT extends RealtimeTest {

  @LocalServerPort private int port;

  @Autowired private HealthEndpoint health;

  @Test
  void isReadyWhenItReadsTheFanOut() throws Exception {
    Readiness.check(health, "kafka", "fanOut");
    assertThat(get("/actuator/health/readiness")).contains("\"UP\"");
    assertThat(get("/actuator/health/liveness")).contains("\"UP\"");
  }

  @Test
  void countsWhatGoesOn() throws Exception {
    String ann = user("ann");
    Conversation conversation = conversationService.conversation(ann, user("bob"));
    SocketClient socket = connect(ann);
    messageService.sentElsewhere(conversation, ann, "hello");
    socket.awaitMessages("hello");

    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(get("/actuator/prometheus"))
                .contains("\nparley_realtime_sessions")
                .contains("\nparley_realtime_users")
                .contains("\nparley_realtime_conversations")
                .contains("\nparley_realtime_deliveries_total")
                .contains("\nparley_realtime_messages_held")
                .contains("\nparley_realtime_sends_waiting")
                .contains("\nparley_realtime_sends_batch_seconds_count")
                .contains("\nparley_socket_sessions")
                .contains("parley_socket_closed_total{")
                .contains("resilience4j_circuitbreaker_state{"));
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
