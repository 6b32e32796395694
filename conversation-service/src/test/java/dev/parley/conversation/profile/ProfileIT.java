package dev.parley.conversation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
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
