package dev.parley.message.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Ten messages, of which ben, who has left, may read the first six, and nora, who came after the
/// fourth, those after it.
class WindowIT extends MessageServiceTest {

  private final List<UUID> ids = new ArrayList<>();
  private UUID conversation;

  @BeforeEach
  void begin() {
    conversation = conversationService.group("anna", "carl");
    ids.clear();
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      ids.add(UUID.randomUUID());
      items.add(Client.item("anna", Client.text(conversation, ids.getLast(), "m" + i)));
    }
    client.sends(items);
    client.put("anna", pin(2));
    client.put("anna", pin(9));
    conversationService.change(
        conversation, c -> c.sinceJoining().with("nora", 4).with("ben").without("ben", 0, 6));
    forgetAccess();
  }

  @Test
  void aFormerParticipantReadsUpToTheirLeaving() {
    assertThat(seqs("ben", "")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(seqs("ben", "?limit=2")).containsExactly(5, 6);
    assertThat(seqs("ben", "?after_seq=4&limit=50")).containsExactly(5, 6);
    assertThat(seqs("ben", "?after_seq=6")).isEmpty();
    assertThat(seqs("ben", "?around_seq=6&limit=4")).containsExactly(4, 5, 6);
    assertThat(seqs("ben", "?around_seq=10&limit=4")).containsExactly(5, 6);
    assertThat(page("ben", "?after_seq=4&limit=50").path("has_more").asBoolean()).isFalse();
    assertReads("ben", 2, true);
    assertReads("ben", 9, false);
  }

  @Test
  void whoReadsSinceJoiningReadsFromThere() {
    assertThat(seqs("nora", "")).containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(seqs("nora", "?before_seq=7")).containsExactly(5, 6);
    assertThat(page("nora", "?before_seq=7").path("has_more").asBoolean()).isFalse();
    assertThat(seqs("nora", "?before_seq=5")).isEmpty();
    assertThat(seqs("nora", "?after_seq=0&limit=2")).containsExactly(5, 6);
    assertThat(seqs("nora", "?around_seq=1&limit=6")).containsExactly(5, 6, 7);
    assertReads("nora", 9, true);
    assertReads("nora", 2, false);
    assertThat(seqs("carl", "")).hasSize(10);
  }

  @Test
  void changesAndPinsKeepToTheWindow() {
    client.put("anna", Client.reactionTo(conversation, ids.get(0), "👍"));
    client.put("anna", Client.reactionTo(conversation, ids.get(4), "👍"));
    client.put("anna", Client.reactionTo(conversation, ids.get(9), "👍"));

    assertThat(changes("ben")).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    assertThat(changes("nora")).containsExactlyInAnyOrder(5, 6, 7, 8, 9, 10);
    assertThat(pins("ben")).containsExactly(2);
    assertThat(pins("nora")).containsExactly(9);
    assertThat(pins("carl")).containsExactly(9, 2);
  }

  @Test
  void whatOneMayNotReadOneMayNotTouchNorQuote() {
    String early = Client.messageOf(conversation, ids.get(1));
    assertRefused(client.put("nora", early + "/pin"), 404, "not_found");
    assertRefused(
        client.put("nora", Client.reactionTo(conversation, ids.get(1), "👍")), 404, "not_found");
    for (String field : List.of("reply_to", "thread_root")) {
      Answer answer = client.send("nora", conversation, Map.of("content", "x", field, ids.get(1)));
      assertRefused(answer, 400, "validation_failed");
      assertThat(answer.text()).doesNotContain("m2");
    }
    assertThat(
            client
                .send("nora", conversation, Map.of("content", "x", "reply_to", ids.get(8)))
                .status())
        .isEqualTo(201);
  }

  @Test
  void anAnswerShowsNothingOfWhatSomebodyMayNotRead() {
    UUID toEarly = UUID.randomUUID();
    UUID toLate = UUID.randomUUID();
    Answer sent =
        client.send(
            "anna", conversation, Map.of("id", toEarly, "content", "x", "reply_to", ids.get(3)));
    client.send("anna", conversation, Map.of("id", toLate, "content", "x", "reply_to", ids.get(4)));

    JsonNode quote = client.get("nora", Client.messageOf(conversation, toEarly)).json();
    assertThat(quote.path("reply_to").path("id").asString()).isEqualTo(ids.get(3).toString());
    assertThat(quote.path("reply_to").has("preview")).isFalse();
    assertThat(sent.json().path("reply_to").has("preview")).isFalse();
    JsonNode shown = client.get("nora", Client.messageOf(conversation, toLate)).json();
    assertThat(shown.path("reply_to").path("preview").asString()).isEqualTo("m5");
  }

  @Test
  void aFormerParticipantWritesNothing() {
    String message = Client.messageOf(conversation, ids.get(1));
    for (Answer answer :
        List.of(
            client.sendText("ben", conversation, UUID.randomUUID(), "still here"),
            client.patch("ben", message, Map.of("content", "x")),
            client.delete("ben", message),
            client.put("ben", message + "/pin"),
            client.put("ben", Client.reactionTo(conversation, ids.get(1), "👍")))) {
      assertRefused(answer, 403, "not_participant");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/messages", "/changes?after_rev=0", "/pins"})
  void aStrangerIsToldOfNothing(String path) {
    assertRefused(
        client.get("mallory", "/api/v1/conversations/" + conversation + path), 404, "not_found");
  }

  @Test
  void mediaIsReadableInTheWindowOnly() {
    UUID early = mediaService.media("anna", "ready");
    UUID late = mediaService.media("anna", "ready");
    UUID group = conversationService.group("anna", "carl");
    sendImage(group, early);
    client.sendText("anna", group, UUID.randomUUID(), "between");
    sendImage(group, late);
    conversationService.change(
        group, c -> c.sinceJoining().with("nora", 2).with("ben").without("ben", 0, 2));
    forgetAccess();

    assertThat(readable("carl", early, late)).containsExactly(true, true);
    assertThat(readable("ben", early, late)).containsExactly(true, false);
    assertThat(readable("nora", early, late)).containsExactly(false, true);
    assertThat(readable("mallory", early, late)).containsExactly(false, false);
  }

  private void sendImage(UUID group, UUID media) {
    client.send(
        "anna", group, Map.of("type", "image", "attachments", List.of(Map.of("media_id", media))));
  }

  private List<Boolean> readable(String user, UUID... media) {
    List<Boolean> allowed = new ArrayList<>();
    client
        .internal("/internal/media-access", Map.of("user_id", user, "media_ids", media))
        .json()
        .path("items")
        .forEach(item -> allowed.add(item.path("allowed").asBoolean()));
    return allowed;
  }

  private void assertReads(String user, int seq, boolean may) {
    String path = Client.messageOf(conversation, ids.get(seq - 1));
    assertThat(client.get(user, path).status()).isEqualTo(may ? 200 : 404);
    assertThat(client.get(user, path + "/edits").status()).isEqualTo(may ? 200 : 404);
  }

  private List<Integer> changes(String user) {
    return seqs(
        client.get(user, "/api/v1/conversations/" + conversation + "/changes?after_rev=0").json());
  }

  private List<Integer> pins(String user) {
    return seqs(client.get(user, "/api/v1/conversations/" + conversation + "/pins").json());
  }

  private JsonNode page(String user, String query) {
    Answer answer = client.get(user, Client.messagesOf(conversation) + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private List<Integer> seqs(String user, String query) {
    return seqs(page(user, query));
  }

  private static List<Integer> seqs(JsonNode page) {
    List<Integer> seqs = new ArrayList<>();
    page.path("items").forEach(item -> seqs.add(item.path("seq").asInt()));
    return seqs;
  }

  private String pin(int seq) {
    return Client.messageOf(conversation, ids.get(seq - 1)) + "/pin";
  }
}
