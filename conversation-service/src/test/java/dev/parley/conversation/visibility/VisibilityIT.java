package dev.parley.conversation.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ConversationServiceTest
class VisibilityIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void isForThoseWhoShareAConversation() {
    api.as("vis-a").directWith("vis-b");
    String group = api.as("vis-c").groupWith("vis-a", "vis-d");
    api.as("vis-x").directWith("vis-b");

    assertThat(visible("vis-a", "vis-b", "vis-c", "vis-d", "vis-x", "vis-nobody"))
        .containsExactlyInAnyOrder("vis-b", "vis-c", "vis-d");

    api.as("vis-a").delete("/conversations/" + group + "/participants/vis-a");
    assertThat(visible("vis-a", "vis-b", "vis-c", "vis-d")).containsExactly("vis-b");
    assertThat(visible("vis-c", "vis-a", "vis-d")).containsExactly("vis-d");
  }

  @Test
  void endsWithABlockByEitherSideForBoth() {
    api.as("vis-e").directWith("vis-f");
    api.as("vis-e").groupWith("vis-f", "vis-g");
    api.as("vis-e").put("/blocks/vis-f", null);

    assertThat(visible("vis-e", "vis-f", "vis-g")).containsExactly("vis-g");
    assertThat(visible("vis-f", "vis-e", "vis-g")).containsExactly("vis-g");

    api.as("vis-e").delete("/blocks/vis-f");
    assertThat(visible("vis-f", "vis-e")).containsExactly("vis-e");
  }

  @Test
  void takesNoListWithoutEnd() {
    String many = "\"u\",".repeat(501) + "\"u\"";
    assertThat(
            api.internal()
                .post("/visible", "{\"user_id\":\"vis-a\",\"user_ids\":[" + many + "]}")
                .status())
        .isEqualTo(400);
    assertThat(api.internal().post("/visible", "{\"user_id\":\"vis-a\"}").status()).isEqualTo(400);
  }

  private List<String> visible(String viewer, String... users) {
    String ids =
        Arrays.stream(users).map(user -> "\"" + user + "\"").collect(Collectors.joining(","));
    return api.internal()
        .post("/visible", "{\"user_id\":\"%s\",\"user_ids\":[%s]}".formatted(viewer, ids))
        .json()
        .path("user_ids")
        .valueStream()
        .map(user -> user.asString())
        .toList();
  }
}
