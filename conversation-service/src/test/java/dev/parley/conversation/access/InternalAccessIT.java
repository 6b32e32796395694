package dev.parley.conversation.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class InternalAccessIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void tellsWhoIsInEachConversationThatExists() {
    String direct = api.as("acc-a").directWith("acc-b");
    String group = api.as("acc-a").groupWith("acc-b", "acc-c");

    var answer =
        api.internal()
            .post(
                "/access",
                "{\"ids\":[\"%s\",\"%s\",\"%s\"]}".formatted(direct, group, UUID.randomUUID()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items").size()).isEqualTo(2);
    for (var item : answer.json().path("items").values()) {
      boolean isDirect = item.path("conversation_id").asString().equals(direct);
      assertThat(item.path("type").asString()).isEqualTo(isDirect ? "direct" : "group");
      assertThat(item.path("version").asLong()).isEqualTo(1);
      assertThat(item.path("blocked").asBoolean()).isFalse();
      assertThat(item.path("participants").size()).isEqualTo(isDirect ? 2 : 3);
    }
  }

  @Test
  void opensTheDirectConversationOnceAndNamesTheCaller() {
    String request = "{\"caller_id\":\"int-a\",\"caller_name\":\"Ann\",\"recipient_id\":\"int-b\"}";
    var first = api.internal().post("/direct-conversations", request);
    var second = api.internal().post("/direct-conversations", request);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(api.as("int-b").directWith("int-a"))
        .isEqualTo(first.json().path("conversation_id").asString());
    assertThat(api.as("int-b").get("/users/int-a/profile").json().path("name").asString())
        .isEqualTo("Ann");
  }

  @Test
  void refusesADirectConversationAcrossABlockOrWithOneself() {
    api.as("int-d").put("/blocks/int-c", null);
    var blocked =
        api.internal()
            .post("/direct-conversations", "{\"caller_id\":\"int-c\",\"recipient_id\":\"int-d\"}");
    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.code()).isEqualTo("blocked");
    var self =
        api.internal()
            .post("/direct-conversations", "{\"caller_id\":\"int-c\",\"recipient_id\":\"int-c\"}");
    assertThat(self.status()).isEqualTo(400);
  }

  @Test
  void tellsOfADirectConversationThatIsThereAcrossABlock() {
    String id = api.as("blo-a").directWith("blo-b");
    api.as("blo-b").put("/blocks/blo-a", null);

    for (String request :
        List.of(
            "{\"caller_id\":\"blo-a\",\"recipient_id\":\"blo-b\"}",
            "{\"caller_id\":\"blo-b\",\"recipient_id\":\"blo-a\"}")) {
      var answer = api.internal().post("/direct-conversations", request);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().path("conversation_id").asString()).isEqualTo(id);
      assertThat(answer.json().path("blocked").asBoolean()).isTrue();
    }
    assertThat(
            api.as("blo-a")
                .post("/conversations", "{\"type\":\"direct\",\"participant_ids\":[\"blo-b\"]}")
                .code())
        .isEqualTo("blocked");
  }

  @Test
  void listsWhatEachUserListensTo() {
    String id = api.as("mem-a").directWith("mem-b");
    var answer = api.internal().post("/memberships", "{\"user_ids\":[\"mem-b\",\"mem-x\"]}");

    assertThat(answer.json().path("items").size()).isEqualTo(2);
    var conversations = answer.json().path("items").get(0).path("conversations");
    assertThat(conversations.get(0).path("id").asString()).isEqualTo(id);
    assertThat(conversations.get(0).path("version").asLong()).isEqualTo(1);
    assertThat(conversations.get(0).path("from_seq").asLong(-1)).isZero();
    assertThat(conversations.get(0).path("joined_seq").asLong(-1)).isZero();
    assertThat(conversations.get(0).path("rev").asLong(-1)).isZero();
    assertThat(conversations.get(0).path("blocked").booleanValue()).isFalse();
    assertThat(answer.json().path("items").get(1).path("conversations").size()).isZero();
  }

  @Test
  void tellsBothOfABlockedConversationThatItIs() {
    api.as("mbl-a").directWith("mbl-b");
    api.as("mbl-b").put("/blocks/mbl-a", null);

    var answer = api.internal().post("/memberships", "{\"user_ids\":[\"mbl-a\",\"mbl-b\"]}");

    for (JsonNode user : answer.json().path("items")) {
      assertThat(user.path("conversations").get(0).path("blocked").booleanValue()).isTrue();
    }
  }

  @Test
  void showsAConversationAsItsParticipantSeesItAndToNobodyElse() {
    String id = api.as("see-a").directWith("see-b");

    assertThat(api.internal().get("/users/see-b/conversations/" + id).json())
        .isEqualTo(api.as("see-b").get("/conversations/" + id).json());
    assertThat(api.internal().get("/users/see-x/conversations/" + id).status()).isEqualTo(404);
  }

  @Test
  void isClosedToUsers() {
    var refused =
        api.with(dev.parley.common.testing.Tokens.internal("x")).get("/conversations/none");
    assertThat(refused.status()).isEqualTo(401);
    var http = api.as("acc-a").send("POST", "/../../internal/access", "{\"ids\":[]}");
    assertThat(http.status()).isIn(400, 401, 404);
  }
}
