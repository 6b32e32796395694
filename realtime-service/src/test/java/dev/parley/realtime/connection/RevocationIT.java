package dev.parley.realtime.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.Events;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class RevocationIT extends RealtimeTest {

  private final String ann = user("ann");

  @Autowired private MeterRegistry metrics;

  @ParameterizedTest
  @CsvSource({
    "session.revoked,revoked,websocket",
    "session.revoked,revoked,polling",
    "user.deleted,user_deleted,websocket",
  })
  void closesTheUsersSocketsAndLetsNoneOfItsTokensIn(
      String topic, String reason, String transport) {
    SocketClient socket = connect(ann, transport);
    SocketClient other = connect(user("bob"));

    publish(topic, "{\"user_id\":\"%s\"}");

    assertThat(socket.next("session_revoked").path("reason").stringValue()).isEqualTo(reason);
    socket.awaitDisconnect();
    assertThat(socket.disconnects()).containsExactly("io server disconnect");
    assertThat(keep(client().token(old()).open()).refusal()).isEqualTo("unauthorized");
    assertThat(other.isConnected()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jti", "sid"})
  void closesTheOneThatIsNamedOnly(String claim) {
    SocketClient revoked = keep(client().token(named(claim, "one")).connect());
    SocketClient other = keep(client().token(named(claim, "other")).connect());
    String field = claim.equals("jti") ? "jti" : "session";

    publish("session.revoked", "{\"user_id\":\"%s\",\"" + field + "\":\"one\"}");

    revoked.awaitDisconnect();
    assertThat(keep(client().token(named(claim, "one")).open()).refusal())
        .isEqualTo("unauthorized");
    assertThat(other.isConnected()).isTrue();
    assertThat(
            other
                .ask("refresh_token", Map.of("token", named(claim, "one")))
                .at("/error/code")
                .stringValue())
        .isEqualTo("unauthenticated");
    assertThat(other.all("session_revoked")).isEmpty();
  }

  @Test
  void skipsWhatIsNoRevocationAndCountsIt() {
    SocketClient socket = connect(ann);
    double before = skipped();
    Events.publishRaw("session.revoked", ann, "nothing".getBytes(UTF_8));
    Events.publishRaw("session.revoked", ann, null);
    publish("session.revoked", "{\"user_id\":\" \"}");

    publish("session.revoked", "{\"user_id\":\"%s\"}");

    socket.next("session_revoked");
    assertThat(skipped() - before).isEqualTo(3);
  }

  private double skipped() {
    return metrics.counter("parley.events.skipped", "topic", "session.revoked").count();
  }

  /// One that was issued before the revocation, as those who would like to come back have.
  private String old() {
    return Tokens.user(ann).claim("iat", 1_600_000_000).encode();
  }

  private String named(String claim, String value) {
    return Tokens.user(ann).claim(claim, value).encode();
  }

  private void publish(String topic, String body) {
    Events.publish(topic, ann, ann, Map.of(), body.formatted(ann).getBytes(UTF_8));
  }
}
