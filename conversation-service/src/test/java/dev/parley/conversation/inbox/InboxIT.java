package dev.parley.conversation.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class InboxIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void isEmptyForSomeoneNew() {
    var answer = api.as("nobody-yet").get("/conversations");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items").size()).isZero();
    assertThat(answer.json().has("next_cursor")).isFalse();
    assertThat(api.as("nobody-yet").get("/unread").json().path("total").asLong(-1)).isZero();
  }

  @Test
  void putsPinnedFirstAndThenTheNewestActivity() {
    String old = api.as("sort").directWith("sort-1");
    String middle = api.as("sort").directWith("sort-2");
    String young = api.as("sort").directWith("sort-3");
    assertThat(ids("sort", "")).containsExactly(young, middle, old);

    send(middle, 1, "sort-2");
    assertThat(ids("sort", "")).containsExactly(middle, young, old);

    api.as("sort").put("/conversations/" + old + "/settings", "{\"pinned\":true}");
    assertThat(ids("sort", "")).containsExactly(old, middle, young);
  }

  @Test
  void pagesThroughAllWithoutAGapWhateverIsPinned() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      all.add(api.as("pager").directWith("pager-" + i));
    }
    for (int i : new int[] {3, 7}) {
      api.as("pager").put("/conversations/" + all.get(i) + "/settings", "{\"pinned\":true}");
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = api.as("pager").get("/conversations?limit=4" + cursor).json();
      page.path("items").values().forEach(item -> seen.add(item.path("id").asString()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asString() : "";
      pages++;
    } while (!cursor.isEmpty());

    assertThat(pages).isEqualTo(4);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    assertThat(seen).startsWith(all.get(7), all.get(3)).isEqualTo(ids("pager", ""));
  }

  @Test
  void narrowsByUnreadTypeAndContext() {
    String quiet = api.as("nar").directWith("nar-1");
    String loud = api.as("nar").directWith("nar-2");
    String group = api.as("nar").groupWith("nar-1", "nar-2");
    var booked =
        api.as("nar")
            .post(
                "/conversations",
                """
                {"type":"direct","participant_ids":["nar-3"],"context":{"type":"booking","id":"b1"}}
                """);
    String booking = booked.json().path("id").asString();
    send(loud, 1, "nar-2");

    assertThat(ids("nar", "?unread=true")).containsExactly(loud);
    assertThat(ids("nar", "?unread=false")).containsExactly(booking, group, quiet);
    assertThat(ids("nar", "?type=group")).containsExactly(group);
    assertThat(ids("nar", "?type=direct&unread=false")).containsExactly(booking, quiet);
    assertThat(ids("nar", "?context_type=booking")).containsExactly(booking);
    assertThat(ids("nar", "?context_type=booking&context_id=b1")).containsExactly(booking);
    assertThat(ids("nar", "?context_id=b2")).isEmpty();
  }

  @Test
  void aBookingOfAPairThatKnowsEachOtherTurnsTheirConversationToIt() {
    String id = api.as("ctx-a").directWith("ctx-b");
    for (String booking : List.of("b-1", "b-2")) {
      var again =
          api.as("ctx-b")
              .post(
                  "/conversations",
                  """
                  {"type":"direct","participant_ids":["ctx-a"],"context":{"type":"booking","id":"%s"}}
                  """
                      .formatted(booking));
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().path("id").asString()).isEqualTo(id);
      assertThat(again.json().path("context").path("id").asString()).isEqualTo(booking);
    }
    assertThat(ids("ctx-a", "?context_id=b-1")).containsExactly(id);
    assertThat(ids("ctx-a", "?context_id=b-2")).containsExactly(id);
  }

  @Test
  void anArchivedConversationIsOutOfTheWayUntilSomethingNewIsSent() {
    String id = api.as("arc-a").directWith("arc-b");
    send(id, 1, "arc-b");
    assertThat(total("arc-a")).isEqualTo(1);

    api.as("arc-a").put("/conversations/" + id + "/settings", "{\"archived\":true}");
    assertThat(ids("arc-a", "")).isEmpty();
    assertThat(ids("arc-a", "?archived=true")).containsExactly(id);
    assertThat(total("arc-a")).isZero();
    assertThat(ids("arc-b", "")).containsExactly(id);

    send(id, 2, "arc-b");
    assertThat(ids("arc-a", "")).containsExactly(id);
    assertThat(total("arc-a")).isEqualTo(2);
  }

  @Test
  void aMessageWhoseEventComesAfterTheArchivingDoesNotUndoIt() {
    String id = api.as("lag-a").directWith("lag-b");
    String patched = api.as("lag-a").directWith("lag-c");
    for (String archived : List.of(id, patched)) {
      FakeMessageService.setHead(archived, 2);
      EventLog.publish(Messages.text(archived, 1, "lag-a", "seen"));
    }
    api.as("lag-a").put("/conversations/" + id + "/settings", "{\"archived\":true}");
    api.as("lag-a").delete("/conversations/" + patched);

    send(id, 2, "lag-b");
    send(patched, 2, "lag-c");
    assertThat(ids("lag-a", "?archived=true")).containsExactlyInAnyOrder(id, patched);
    send(id, 3, "lag-b");
    assertThat(ids("lag-a", "")).containsExactly(id);
  }

  @Test
  void eitherSideArchivesADirectConversationForThemselvesOnly() {
    String id = api.as("own-p").directWith("own-q");
    var archived = api.as("own-p").patch("/conversations/" + id, "{\"state\":\"archived\"}");
    assertThat(archived.status()).isEqualTo(200);
    assertThat(archived.json().path("state").asString()).isEqualTo("open");
    assertThat(archived.json().path("me").path("archived").asBoolean()).isTrue();
    assertThat(ids("own-q", "")).containsExactly(id);

    api.as("own-p").patch("/conversations/" + id, "{\"state\":\"open\"}");
    assertThat(ids("own-p", "")).containsExactly(id);
    assertThat(api.as("own-p").delete("/conversations/" + id).status()).isEqualTo(204);
    assertThat(ids("own-p", "")).isEmpty();
    assertThat(api.as("own-p").patch("/conversations/" + id, "{\"name\":\"x\"}").code())
        .isEqualTo("forbidden");
    assertThat(api.as("own-p").patch("/conversations/" + id, "{\"state\":\"read_only\"}").code())
        .isEqualTo("forbidden");
  }

  @Test
  void keepsAUsersSettings() {
    String id = api.as("set-a").directWith("set-b");
    var muted =
        api.as("set-a")
            .put(
                "/conversations/" + id + "/settings",
                "{\"muted_until\":\"2031-05-06T07:08:09Z\",\"pinned\":true}");
    assertThat(muted.status()).isEqualTo(200);
    assertThat(muted.json().path("muted_until").asString())
        .isEqualTo("2031-05-06T07:08:09.000000Z");
    assertThat(muted.json().path("pinned").asBoolean()).isTrue();

    var kept = api.as("set-a").put("/conversations/" + id + "/settings", "{\"pinned\":false}");
    assertThat(kept.json().has("muted_until")).isTrue();
    var ended = api.as("set-a").put("/conversations/" + id + "/settings", "{\"muted_until\":null}");
    assertThat(ended.json().has("muted_until")).isFalse();
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_READ, id))
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.path("unmoved").asBoolean()).isTrue()));
    assertThat(
            api.as("set-b")
                .get("/conversations/" + id)
                .json()
                .path("me")
                .path("pinned")
                .asBoolean())
        .isFalse();
  }

  private long total(String user) {
    return api.as(user).get("/unread").json().path("total").asLong(-1);
  }

  private List<String> ids(String user, String query) {
    var answer = api.as(user).get("/conversations" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("items").values().stream()
        .map(item -> item.path("id").asString())
        .toList();
  }

  private void send(String id, long seq, String sender) {
    EventLog.publish(Messages.text(id, seq, sender, "m" + seq));
    await()
        .untilAsserted(() ->
            assertThat(api.as(sender).get("/conversations/" + id).json().path("last_seq").asLong())
                .isEqualTo(seq));
  }
}
