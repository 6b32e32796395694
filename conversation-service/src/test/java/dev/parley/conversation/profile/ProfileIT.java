package dev.parley.conversation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.common.testing.Tokens;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class ProfileIT {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void takesTheTokensNameAndPicture() {
    as("pro-a", "Ann", "https://example.org/ann.png").get("/unread");
    JsonNode profile = api.as("pro-b").get("/users/pro-a/profile").json();
    assertThat(profile.path("name").asString()).isEqualTo("Ann");
    assertThat(profile.path("avatar_url").asString()).isEqualTo("https://example.org/ann.png");

    as("pro-a", "Anne", null).get("/unread");
    assertThat(name("pro-a")).isEqualTo("Anne");
    assertThat(api.as("pro-b").get("/users/pro-a/profile").json().has("avatar_url")).isTrue();
  }

  @Test
  void keepsWhatTheUserChose() {
    as("cho-a", "Ann", null).get("/unread");
    var chosen = as("cho-a", "Ann", null).put("/users/me/profile", "{\"name\":\"The Ann\"}");
    assertThat(chosen.status()).isEqualTo(200);
    var blank = as("cho-a", "Ann", null).put("/users/me/profile", "{\"name\":\"\\u200b\"}");
    assertThat(blank.status()).isEqualTo(400);
    as("cho-a", "Ann Renamed", null).get("/unread");
    assertThat(name("cho-a")).isEqualTo("The Ann");
    assertThat(as("cho-a", "Ann", null).get("/users/me/profile").json()).isEqualTo(chosen.json());
  }

  @Test
  void namesTheParticipants() {
    as("nam-a", "Ann", null).get("/unread");
    String id = as("nam-b", "Bob", null).directWith("nam-a");
    JsonNode participants = api.as("nam-a").get("/conversations/" + id).json().path("participants");
    assertThat(participants.get(0).path("name").asString()).isEqualTo("Ann");
    assertThat(participants.get(1).path("name").asString()).isEqualTo("Bob");
  }

  /// As many as a client is shown, however many there are.
  @Test
  void namesTheFirstFiftyInWhatItTellsOfALargerGroup() {
    as("lot-00", "First", null).get("/unread");
    as("lot-54", "Last", null).get("/unread");
    String[] others = IntStream.range(1, 55).mapToObj("lot-%02d"::formatted).toArray(String[]::new);
    String id = api.as("lot-00").groupWith(others);
    api.as("lot-00").patch("/conversations/" + id, "{\"name\":\"Renamed\"}");

    await()
        .untilAsserted(
            () -> assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id)).isNotEmpty());
    JsonNode told = EventLog.bodies(Topics.CONVERSATION_UPDATED, id).getFirst();
    assertThat(told.path("participants").size()).isEqualTo(55);
    assertThat(told.at("/participants/0/name").asString()).isEqualTo("First");
    assertThat(told.path("participants").get(54).has("name")).isFalse();
  }

  /// To those who are there: a device that keeps what it was told would show the old name for good.
  @Test
  void tellsOfEachChangeThatOthersCanSeeAndOfNoOther() {
    String chosen = "{\"name\":\"The Ann\",\"avatar_url\":\"https://example.org/a.png\"}";
    as("tel-a", "Ann", null).get("/unread");
    as("tel-a", "Ann", null).get("/conversations");
    as("tel-a", "Anne", null).get("/unread");
    as("tel-a", "Anne", null).put("/users/me/profile", chosen);
    as("tel-a", "Anne", null).put("/users/me/profile", chosen);
    as("tel-a", "Anna", null).get("/unread");
    as("tel-a", "Anna", null).put("/users/me/profile", "{\"name\":\"Ann\"}");

    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.PROFILE_UPDATED, "tel-a"))
                .extracting(told -> told.path("name").asString())
                .containsExactly("Ann", "Anne", "The Ann", "Ann"));
    List<JsonNode> told = EventLog.bodies(Topics.PROFILE_UPDATED, "tel-a");
    assertThat(told.get(2).path("avatar_url").asString()).isEqualTo("https://example.org/a.png");
    assertThat(told.getLast().has("avatar_url")).isFalse();
    assertThat(told)
        .extracting(one -> one.path("version").asLong())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void writesNothingWhereNothingNewIsSaid() {
    as("rep-a", "Ann", "https://example.org/ann.png").get("/unread");
    jdbc.sql("UPDATE profile SET name = 'As it was', avatar_url = NULL WHERE user_id = 'rep-a'")
        .update();
    String other = "{\"caller_id\":\"rep-a\",\"caller_name\":\"Ann\",\"recipient_id\":\"rep-b\"}";

    api.internal().post("/direct-conversations", other);
    as("rep-a", "Ann", "https://example.org/ann.png").get("/unread");
    as("rep-a", "Ann", null).get("/unread");
    assertThat(name("rep-a")).isEqualTo("As it was");

    as("rep-a", "Anne", null).get("/unread");
    assertThat(name("rep-a")).isEqualTo("Anne");
  }

  @Test
  void takesNothingFromATokenThatNoProfileMayHold() {
    assertThat(as("odd-a", "N".repeat(300), "javascript:alert(1)").get("/unread").status())
        .isEqualTo(200);
    assertThat(api.as("odd-b").get("/users/odd-a/profile").status()).isEqualTo(404);
  }

  private String name(String user) {
    return api.as("anyone").get("/users/" + user + "/profile").json().path("name").asString();
  }

  private Api.User as(String user, String name, @org.jspecify.annotations.Nullable String picture) {
    return api.with(Tokens.user(user).name(name).claim("picture", picture).encode());
  }
}
