package dev.parley.realtime.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.json.Json;
import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.ConversationServiceStub.Change;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

class PresenceIT extends RealtimeTest {

  private static final Duration GRACE = Duration.ofSeconds(6);
  private static final Duration SILENCE = Duration.ofMinutes(6);

  @LocalServerPort private int port;
  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);

  @Test
  void tellsThoseWhoWatchWhoComesAndGoes() {
    SocketClient watcher = connect(ann);
    SocketClient other = connect(ann);
    assertThat(subscribe(watcher, bob)).isEqualTo("offline");

    SocketClient socket = connect(bob);
    awaitStatuses(watcher, "online");
    socket.close();
    await().atMost(SocketClient.PATIENCE).until(() -> connections(bob) == 0);
    advanceUntil(() -> assertThat(watcher.all("presence")).hasSize(2));
    awaitStatuses(watcher, "online", "offline");

    JsonNode gone = watcher.all("presence").getLast();
    assertThat(gone.path("user_id").stringValue()).isEqualTo(bob);
    assertThat(gone.path("last_seen_at").isString()).isTrue();
    assertThat(subscribe(watcher, bob)).isEqualTo("offline");
    assertThat(other.all("presence")).isEmpty();
  }

  @Test
  void isOnlineAsLongAsOneDeviceIs() {
    SocketClient watcher = connect(ann);
    SocketClient phone = connect(bob);
    SocketClient laptop = connect(bob);
    awaitStatus(watcher, bob, "online");

    phone.close();
    await().atMost(SocketClient.PATIENCE).until(() -> connections(bob) == 1);
    clock.advance(GRACE);
    laptop.ask("typing_start", Map.of("conversation_id", conversation.id()));

    assertThat(subscribe(watcher, bob)).isEqualTo("online");
    assertThat(watcher.all("presence")).isEmpty();
  }

  @Test
  void isAwayWhileAllDevicesAreSilent() {
    SocketClient watcher = connect(ann);
    SocketClient phone = connect(bob);
    connect(bob);
    awaitStatus(watcher, bob, "online");

    clock.advance(SILENCE);
    awaitStatuses(watcher, "away");
    phone.ask("typing_start", Map.of("conversation_id", conversation.id()));

    awaitStatuses(watcher, "away", "online");
  }

  @Test
  void showsStrangersAndBlockedUsersAsOffline() {
    String cem = user("cem");
    connect(bob);
    connect(cem);
    SocketClient watcher = connect(ann);
    awaitStatus(watcher, bob, "online");
    assertThat(subscribe(watcher, cem)).isEqualTo("offline");

    conversationService.block(bob, ann);
    awaitStatuses(watcher, "offline");
    assertThat(watcher.all("presence").getLast().has("last_seen_at")).isFalse();
    assertThat(subscribe(watcher, bob)).isEqualTo("offline");

    conversationService.unblock(bob, ann);
    awaitStatuses(watcher, "offline", "online");
  }

  @Test
  void hidesWhomOneSharesNothingWithAnyMore() {
    String cem = user("cem");
    Conversation group = conversationService.conversation(ann, cem, user("dan"));
    connect(cem);
    SocketClient watcher = connect(ann);
    awaitStatus(watcher, cem, "online");

    conversationService.remove(group, cem).publish();

    awaitStatuses(watcher, "offline");
  }

  @Test
  void asksForTheOneWhoHasLeftAndForNobodyElse() {
    List<String> others = IntStream.range(0, 50).mapToObj(i -> user("other")).toList();
    String cem = user("cem");
    Conversation group = conversationService.conversation(ann, cem, user("dan"));
    SocketClient watcher = connect(ann);
    watcher.ask("presence_subscribe", Map.of("user_ids", others));
    connect(cem);
    awaitStatus(watcher, cem, "online");
    conversationService.forgetAsked();

    conversationService.remove(group, cem).publish();

    awaitStatuses(watcher, "offline");
    assertThat(conversationService.asked()).containsExactly(cem + " " + ann);
  }

  /// Nobody stays hidden because conversation-service was away when it was to be asked.
  @Test
  void showsThemAgainWhenItCanBeAskedAgain() {
    SocketClient watcher = connect(ann);
    connect(bob);
    awaitStatus(watcher, bob, "online");
    Conversation other = conversationService.conversation(ann, bob, user("dan"));
    Change left = conversationService.remove(other, bob);
    conversationService.goDown();
    left.publish();
    awaitStatuses(watcher, "offline");

    conversationService.comeBack();

    awaitStatuses(watcher, "offline", "online");
  }

  @Test
  void tellsNothingMoreToWhoHasUnsubscribed() {
    SocketClient watcher = connect(ann);
    SocketClient still = connect(ann);
    subscribe(watcher, bob);
    subscribe(still, bob);

    watcher.ask("presence_unsubscribe", Map.of("user_ids", List.of(bob)));
    connect(bob);

    awaitStatuses(still, "online");
    assertThat(watcher.all("presence")).isEmpty();
  }

  @Test
  void watchesNotMoreThanFiveHundred() {
    SocketClient watcher = connect(ann);
    List<String> many = IntStream.range(0, 500).mapToObj(i -> "u" + i).toList();

    JsonNode ack = watcher.ask("presence_subscribe", Map.of("user_ids", many));
    assertThat(ack.path("statuses").size()).isEqualTo(500);
    assertThat(code(watcher.ask("presence_subscribe", Map.of("user_ids", List.of(bob)))))
        .isEqualTo("validation_failed");
    assertThat(code(watcher.ask("presence_subscribe", Map.of()))).isEqualTo("validation_failed");
    assertThat(code(watcher.ask("presence_subscribe", Map.of("user_ids", "x"))))
        .isEqualTo("validation_failed");
    assertThat(code(watcher.ask("presence_subscribe", Map.of("user_ids", List.of(7)))))
        .isEqualTo("validation_failed");
    conversationService.goDown();
    assertThat(code(connect2().ask("presence_subscribe", Map.of("user_ids", List.of(bob)))))
        .isEqualTo("unavailable");
  }

  private SocketClient connect2() {
    conversationService.comeBack();
    SocketClient socket = connect(ann);
    conversationService.goDown();
    return socket;
  }

  @Test
  void isServedOverHttpToo() throws Exception {
    SocketClient watcher = connect(ann);
    connect(bob);
    awaitStatus(watcher, bob, "online");

    JsonNode answer = get(Tokens.of(ann), "?user_ids=" + bob + "&user_ids=nobody");

    assertThat(answer.at("/items/0/user_id").stringValue()).isEqualTo(bob);
    assertThat(answer.at("/items/0/status").stringValue()).isEqualTo("online");
    assertThat(answer.at("/items/1/status").stringValue()).isEqualTo("offline");
    assertThat(get(Tokens.of(user("stranger")), "?user_ids=" + bob).at("/items/0/status"))
        .isEqualTo(answer.at("/items/1/status"));
    assertThat(get(Tokens.of(ann), "").path("code").stringValue()).isEqualTo("validation_failed");
    assertThat(get("none", "?user_ids=x").path("code").stringValue()).isEqualTo("unauthenticated");
  }

  @Test
  void takesIdsWithCommasInThem() throws Exception {
    String odd = user("o,d d");
    conversationService.conversation(ann, odd);
    connect(odd);
    SocketClient watcher = connect(ann);
    awaitStatus(watcher, odd, "online");
    String query = "?user_ids=" + URLEncoder.encode(odd, StandardCharsets.UTF_8);

    JsonNode alone = get(Tokens.of(ann), query);
    JsonNode among = get(Tokens.of(ann), query + "&user_ids=nobody");

    assertThat(alone.path("items")).hasSize(1);
    assertThat(alone.at("/items/0/user_id").stringValue()).isEqualTo(odd);
    assertThat(alone.at("/items/0/status").stringValue()).isEqualTo("online");
    assertThat(among.at("/items/0")).isEqualTo(alone.at("/items/0"));
    assertThat(among.path("items")).hasSize(2);
  }

  private JsonNode get(String token, String query) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/presence" + query);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return Json.mapper()
          .readTree(
              http.send(
                      HttpRequest.newBuilder(uri)
                          .header("Authorization", "Bearer " + token)
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
    }
  }

  private static String subscribe(SocketClient watcher, String user) {
    return watcher
        .ask("presence_subscribe", Map.of("user_ids", List.of(user)))
        .at("/statuses/0/status")
        .asString("");
  }

  /// Only then does the watcher watch: it is told of turns from then on.
  private void awaitStatus(SocketClient watcher, String user, String status) {
    SocketClient probe = connect(ann);
    await().atMost(SocketClient.PATIENCE).until(() -> subscribe(probe, user).equals(status));
    assertThat(subscribe(watcher, user)).isEqualTo(status);
  }

  private static void awaitStatuses(SocketClient watcher, String... statuses) {
    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(watcher.all("presence"))
                .extracting(presence -> presence.path("status").stringValue())
                .containsExactly(statuses));
  }

  private static String code(JsonNode ack) {
    return ack.at("/error/code").stringValue();
  }
}
