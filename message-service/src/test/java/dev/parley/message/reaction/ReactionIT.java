package dev.parley.message.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReactionIT extends MessageServiceTest {

  private UUID conversation;
  private UUID id;

  @BeforeEach
  void send() {
    conversation = conversationService.group("anna", "ben", "carl");
    id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"👍", "👍🏽", "👩‍❤️‍💋‍👨", "🇩🇪", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"})
  void anyEmojiGoesThroughThePathAndBack(String emoji) {
    JsonNode message = put("ben", emoji);

    JsonNode reaction = message.path("reactions").get(0);
    assertThat(reaction.path("emoji").asString()).isEqualTo(emoji);
    assertThat(reaction.path("count").asInt()).isEqualTo(1);
    assertThat(reaction.path("user_ids").get(0).asString()).isEqualTo("ben");
    assertThat(reaction.path("me").asBoolean()).isTrue();
    assertThat(seenBy("carl").path("reactions").get(0).path("me").asBoolean()).isFalse();
    assertThat(remove("ben", emoji).path("reactions")).isEmpty();
  }

  @Test
  void theSameAgainChangesNothing() {
    JsonNode first = put("ben", "❤");

    assertThat(put("ben", "❤️")).isEqualTo(first);
    assertThat(first.path("rev").asLong()).isEqualTo(2);
    assertThat(remove("carl", "❤️").path("rev").asLong()).isEqualTo(2);
    assertThat(remove("ben", "❤").path("rev").asLong()).isEqualTo(3);
    assertThat(remove("ben", "❤").path("rev").asLong()).isEqualTo(3);
  }

  @Test
  void countsEachUserOnceInTheOrderTheyCame() {
    put("carl", "👍");
    put("ben", "🎉");
    put("anna", "👍");
    JsonNode reactions = seenBy("anna").path("reactions");

    assertThat(reactions)
        .extracting(r -> r.path("emoji").asString() + r.path("count").asInt())
        .containsExactly("👍2", "🎉1");
    assertThat(reactions.get(0).path("user_ids"))
        .extracting(user -> user.asString())
        .containsExactly("carl", "anna");
    assertThat(reactions.get(0).path("me").asBoolean()).isTrue();
    assertThat(reactions.get(1).path("me").asBoolean()).isFalse();
  }

  @Test
  void namesTheFirstTwentyAndKnowsTheRest() {
    String[] users = IntStream.range(0, 25).mapToObj("user-%02d"::formatted).toArray(String[]::new);
    conversation = conversationService.group(users);
    client.sendText(users[0], conversation, id, "hello");
    client.edits(
        List.of(users).stream()
            .map(user -> Client.edit(user, "react", conversation, id, Map.of("emoji", "👍")))
            .toList());

    JsonNode last = seenBy(users[24]).path("reactions").get(0);
    assertThat(last.path("count").asInt()).isEqualTo(25);
    assertThat(userIds(last)).isEqualTo(List.of(users).subList(0, 20));
    assertThat(last.path("me").asBoolean()).isTrue();

    JsonNode fewer = remove(users[3], "👍").path("reactions").get(0);
    assertThat(fewer.path("count").asInt()).isEqualTo(24);
    assertThat(fewer.path("me").asBoolean()).isFalse();
    List<String> expected = new ArrayList<>(List.of(users).subList(0, 21));
    expected.remove(users[3]);
    assertThat(userIds(fewer)).isEqualTo(expected);
    assertThat(remove(users[24], "👍").path("reactions").get(0).path("count").asInt())
        .isEqualTo(23);
    assertThat(seenBy(users[24]).path("reactions").get(0).path("me").asBoolean()).isFalse();
  }

  @Test
  void takesTwentyKindsAndNotOneMore() {
    List<String> kinds =
        IntStream.range(0, 20).mapToObj(i -> Character.toString(0x1F600 + i)).toList();
    kinds.forEach(emoji -> put("ben", emoji));

    assertRefused(client.put("ben", path("👍")), 400, "validation_failed");
    assertRefused(client.put("carl", path("👍")), 400, "validation_failed");
    assertThat(put("carl", kinds.getFirst()).path("reactions")).hasSize(20);
    remove("ben", kinds.getLast());
    assertThat(put("carl", "👍").path("reactions")).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ok", "👍👍", "1", "🇽🇽", "%", "<script>", "👍/👍", "\u200D"})
  void refusesWhatIsNoEmoji(String text) {
    Answer answer = client.put("ben", path(text));

    assertRefused(answer, 400, "validation_failed");
    assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("emoji");
    assertThat(revsOf(conversation)).containsExactly(1L);
  }

  @Test
  void refusesWhoMayNot() {
    put("ben", "👍");
    assertRefused(client.put("mallory", path("👍")), 404, "not_found");
    assertRefused(client.delete("mallory", path("👍")), 404, "not_found");
    assertRefused(
        client.put("ben", Client.reactionTo(conversation, UUID.randomUUID(), "👍")),
        404,
        "not_found");
    conversationService.change(conversation, c -> c.without("carl").in("read_only"));
    forgetAccess();
    assertRefused(client.put("carl", path("👍")), 403, "not_participant");
    assertRefused(client.put("anna", path("👍")), 409, "conversation_read_only");
    assertThat(remove("ben", "👍").path("reactions")).isEmpty();
  }

  private JsonNode put(String user, String emoji) {
    return ok(client.put(user, path(emoji)));
  }

  private JsonNode remove(String user, String emoji) {
    return ok(client.delete(user, path(emoji)));
  }

  private JsonNode seenBy(String user) {
    return ok(client.get(user, Client.messageOf(conversation, id)));
  }

  private String path(String emoji) {
    return Client.reactionTo(conversation, id, emoji);
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> userIds(JsonNode reaction) {
    List<String> users = new ArrayList<>();
    reaction.path("user_ids").forEach(user -> users.add(user.asString()));
    return users;
  }
}
