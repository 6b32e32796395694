package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.json.Json;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.session.Sessions;
import dev.parley.realtime.testing.FakeConnection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a socket has been told in the end is the same, however few frames told it.
class ConversationUpdatesTests {

  private static final int LARGE = ConversationUpdates.LARGE_ABOVE + 1;

  private final SessionRegistry registry = Sessions.registry();
  private final LocalConversation conversation = new LocalConversation("here");
  private final ConversationUpdates updates = new ConversationUpdates();
  private final Session ann = listener("ann");
  private int version = 1;

  @Test
  void tellsAThousandWhoComeOneByOneInAFewFrames() {
    for (int i = 0; i < 1_000; i++) {
      change("participants_added", LARGE, "u" + i, null);
    }
    updates.tellWaiting();

    List<JsonNode> frames = frames(ann);
    assertThat(frames).hasSize(3);
    Set<String> added = new HashSet<>();
    frames.forEach(f -> f.path("added").values().forEach(user -> added.add(user.asString())));
    assertThat(added).hasSize(1_000);
    assertThat(versions(ann)).isSorted().last().isEqualTo(1_001L);
  }

  @Test
  void tellsOneAtOnce() {
    change("participants_added", LARGE, "u1", null);
    assertThat(frames(ann)).hasSize(1);
    updates.tellWaiting();
    change("participants_added", LARGE, "u2", null);
    assertThat(versions(ann)).containsExactly(2L, 3L);
  }

  @Test
  void ofWhoComesAndGoesWhatWasLastHolds() {
    change("participants_added", LARGE, "first", null);
    change("participants_added", LARGE, "goes", null);
    change("participants_removed", LARGE, null, "goes");
    change("participants_removed", LARGE, null, "comes");
    change("participants_added", LARGE, "comes", null);
    updates.tellWaiting();

    JsonNode told = frames(ann).getLast();
    assertThat(told.path("added").toString()).isEqualTo("[\"comes\"]");
    assertThat(told.path("removed").toString()).isEqualTo("[\"goes\"]");
  }

  @Test
  void whateverElseChangesComesAtOnceAndBehindWhatWaits() {
    change("participants_added", LARGE, "u1", null);
    change("participants_added", LARGE, "u2", null);
    change("renamed", LARGE, null, null);
    assertThat(versions(ann)).containsExactly(2L, 3L, 4L);
    updates.tellWaiting();
    updates.tellWaiting();
    assertThat(versions(ann)).hasSize(3);
  }

  @Test
  void aSmallConversationIsToldOfEach() {
    for (int i = 0; i < 5; i++) {
      change("participants_added", LARGE - 1, "u" + i, null);
    }
    assertThat(versions(ann)).containsExactly(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void whoIsTakenOutHasWhatWasBefore() {
    change("participants_added", LARGE, "u1", null);
    change("participants_added", LARGE, "u2", null);
    updates.tellBeforeGoing(conversation, ann.user());
    assertThat(versions(ann)).containsExactly(2L, 3L);
  }

  @Test
  void whoComesIsToldNothingOlder() {
    change("participants_added", LARGE, "u1", null);
    change("participants_added", LARGE, "u2", null);
    Session bob = listener("bob");
    change("participants_added", LARGE, "bob", null, bob.user());
    updates.tellWaiting();
    assertThat(versions(bob)).isEmpty();
    assertThat(versions(ann)).containsExactly(2L, 4L);
  }

  private Session listener(String name) {
    Session session = Sessions.enter(registry, name);
    conversation.listeners().put(session.user(), LocalConversation.ALL);
    return session;
  }

  private void change(
      String what, int size, @Nullable String added, @Nullable String removed, LocalUser... told) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", "0192f5a0-0000-7000-8000-00000000000c");
    body.put("type", "group");
    body.put("state", "open");
    body.put("history", "all");
    body.put("created_at", "2026-11-21T10:00:00.000000Z");
    body.put("updated_at", "2026-11-21T10:00:00.000000Z");
    body.put("version", ++version);
    body.put("last_seq", 0);
    body.put("rev", 0);
    body.put("participant_count", size);
    body.put("participants", List.of());
    body.put("participants_complete", false);
    body.put("blocked_by", List.of());
    body.put("change", what);
    body.put("added", added == null ? List.of() : List.of(added));
    body.put("removed", removed == null ? List.of() : List.of(removed));
    byte[] event = Json.mapper().writeValueAsBytes(body);
    updates.tell(
        conversation,
        Json.mapper().readValue(event, ConversationBody.class),
        event,
        ConversationForSockets.of(event),
        Set.of(told));
  }

  private static List<Long> versions(Session session) {
    return frames(session).stream().map(f -> f.at("/conversation/version").asLong()).toList();
  }

  /// The arguments of each `conversation_updated`.
  private static List<JsonNode> frames(Session session) {
    return ((FakeConnection) session.connection())
        .events().stream()
            .map(event -> Json.mapper().readTree(event.toString()))
            .peek(event -> assertThat(event.get(0).asString()).isEqualTo("conversation_updated"))
            .map(event -> event.get(1))
            .toList();
  }
}
