package dev.parley.conversation.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.MessageType;
import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.Messages;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class ActivityIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void showsTheNewestMessageAndCountsWhatIsUnread() {
    String id = api.as("act-a").directWith("act-b");
    for (int seq = 1; seq <= 3; seq++) {
      EventLog.publish(Messages.text(id, seq, "act-a", "Hello\n  " + "x".repeat(300) + seq));
    }

    JsonNode seen = awaitLastSeq("act-b", id, 3);
    assertThat(seen.path("me").path("unread_count").asLong()).isEqualTo(3);
    assertThat(seen.path("me").path("read_seq").asLong(-1)).isZero();
    assertThat(seen.path("rev").asLong()).isEqualTo(3);
    JsonNode last = seen.path("last_message");
    assertThat(last.path("seq").asLong()).isEqualTo(3);
    assertThat(last.path("sender_id").asString()).isEqualTo("act-a");
    assertThat(last.path("preview").asString()).startsWith("Hello xxx").hasSize(140);
    assertThat(seen.path("last_message_at")).isEqualTo(last.path("created_at"));
  }

  @Test
  void movesTheSendersOwnMarkersToTheirMessage() {
    String id = api.as("own-a").directWith("own-b");
    EventLog.publish(Messages.text(id, 1, "own-b", "one"));
    EventLog.publish(Messages.text(id, 2, "own-a", "two"));

    JsonNode seen = awaitLastSeq("own-a", id, 2);
    assertThat(seen.path("me").path("read_seq").asLong()).isEqualTo(2);
    assertThat(seen.path("me").path("delivered_seq").asLong()).isEqualTo(2);
    assertThat(seen.path("me").path("unread_count").asLong(-1)).isZero();
    assertThat(api.as("own-b").get("/unread").json().path("total").asLong()).isEqualTo(1);
  }

  @Test
  void isTheSameAfterMessagesComeTwiceLateAndOutOfOrder() {
    String id = api.as("ord-a").directWith("ord-b");
    var first = Messages.text(id, 1, "ord-a", "first");
    var second = Messages.text(id, 2, "ord-b", "second");
    var third = Messages.text(id, 3, "ord-a", "third");
    EventLog.publish(third);
    EventLog.publish(first);
    EventLog.publish(second);
    EventLog.publish(third);
    EventLog.publish(first);
    JsonNode seen = awaitLastSeq("ord-b", id, 3);
    awaitAllTaken();

    JsonNode after = api.as("ord-b").get("/conversations/" + id).json();
    assertThat(after.path("last_message").path("preview").asString()).isEqualTo("third");
    assertThat(after.path("last_seq").asLong()).isEqualTo(3);
    assertThat(after.path("rev").asLong()).isEqualTo(3);
    assertThat(after.path("me").path("read_seq").asLong()).isEqualTo(2);
    assertThat(after.path("me").path("unread_count").asLong()).isEqualTo(1);
    assertThat(after.path("version")).isEqualTo(seen.path("version"));
  }

  @Test
  void countsNeitherSilentMessagesNorTombstones() {
    String id = api.as("unc-a").directWith("unc-b");
    EventLog.publish(Messages.text(id, 1, "unc-a", "one"));
    EventLog.publish(Messages.silent(id, 2));
    EventLog.publish(Messages.text(id, 3, "unc-a", "three"));
    awaitLastSeq("unc-b", id, 3);
    assertThat(unread("unc-b", id)).isEqualTo(2);

    EventLog.publish(Messages.deleted(id, 3, 4, "unc-a"));
    EventLog.publish(Messages.deleted(id, 3, 4, "unc-a"));
    await().untilAsserted(() -> assertThat(unread("unc-b", id)).isEqualTo(1));
    JsonNode seen = api.as("unc-b").get("/conversations/" + id).json();
    assertThat(seen.path("rev").asLong()).isEqualTo(4);
    assertThat(seen.path("last_message").has("preview")).isFalse();
    assertThat(api.as("unc-b").get("/unread").json().path("total").asLong()).isEqualTo(1);
  }

  @Test
  void aDeletionThatComesBeforeItsMessageIsNotUndoneByIt() {
    String id = api.as("del-a").directWith("del-b");
    EventLog.publish(Messages.deleted(id, 1, 2, "del-a"));
    awaitLastSeq("del-b", id, 1);
    EventLog.publish(Messages.text(id, 1, "del-a", "secret"));
    awaitAllTaken();

    JsonNode seen = api.as("del-b").get("/conversations/" + id).json();
    assertThat(seen.path("me").path("unread_count").asLong(-1)).isZero();
    assertThat(seen.path("last_message").has("preview")).isFalse();
  }

  @Test
  void showsAnEditOfTheNewestMessageAndNoneOfAnOlder() {
    String id = api.as("ed-a").directWith("ed-b");
    EventLog.publish(Messages.text(id, 1, "ed-a", "one"));
    EventLog.publish(Messages.text(id, 2, "ed-a", "two"));
    EventLog.publish(Messages.edited(id, 2, 3, "ed-a", "two, mended"));
    EventLog.publish(Messages.edited(id, 1, 4, "ed-a", "one, mended"));
    await().untilAsserted(() -> assertThat(seen("ed-b", id).path("rev").asLong()).isEqualTo(4));
    awaitLastSeq("ed-b", id, 2);

    await()
        .untilAsserted(() ->
            assertThat(seen("ed-b", id).path("last_message").path("preview").asString())
                .isEqualTo("two, mended"));
  }

  @Test
  void countsMentionsUntilTheyAreRead() {
    String id = api.as("men-a").groupWith("men-b", "men-c");
    EventLog.publish(Messages.mentioning(id, 1, "men-a", "men-b"));
    EventLog.publish(Messages.mentioning(id, 2, "men-a", "@all", "men-b"));
    awaitLastSeq("men-b", id, 2);

    assertThat(seen("men-b", id).path("me").path("mention_count").asLong()).isEqualTo(2);
    assertThat(seen("men-c", id).path("me").path("mention_count").asLong()).isEqualTo(1);
    assertThat(seen("men-a", id).path("me").path("mention_count").asLong(-1)).isZero();
    api.as("men-b").put("/conversations/" + id + "/read", "{\"seq\":1}");
    assertThat(seen("men-b", id).path("me").path("mention_count").asLong()).isEqualTo(1);
  }

  @Test
  void mentionsAreThoseOfTheNewestEdit() {
    String id = api.as("me-a").groupWith("me-b", "me-c");
    EventLog.publish(Messages.mentioning(id, 1, "me-a", "me-b"));
    awaitLastSeq("me-b", id, 1);
    EventLog.publish(Messages.editedMentioning(id, 1, 2, "me-a", "me-c"));
    awaitMentions("me-c", id, 1);
    assertThat(mentions("me-b", id)).isZero();

    EventLog.publish(Messages.mentioning(id, 1, "me-a", "me-b"));
    EventLog.publish(Messages.text(id, 2, "me-a", "after it"));
    awaitLastSeq("me-b", id, 2);
    awaitAllTaken();
    assertThat(mentions("me-b", id)).isZero();

    EventLog.publish(Messages.editedMentioning(id, 1, 3, "me-a"));
    awaitMentions("me-c", id, 0);
    EventLog.publish(Messages.editedMentioning(id, 1, 4, "me-a", "@all"));
    awaitMentions("me-b", id, 1);
    EventLog.publish(Messages.deleted(id, 1, 5, "me-a"));
    awaitMentions("me-b", id, 0);
  }

  @Test
  void anEditThatComesBeforeItsMessageIsNotUndoneByIt() {
    String id = api.as("eb-a").groupWith("eb-b", "eb-c");
    EventLog.publish(Messages.editedMentioning(id, 1, 2, "eb-a"));
    awaitLastSeq("eb-b", id, 1);
    EventLog.publish(Messages.mentioning(id, 1, "eb-a", "eb-b"));
    awaitAllTaken();
    assertThat(mentions("eb-b", id)).isZero();
    assertThat(seen("eb-b", id).path("me").path("unread_count").asLong()).isEqualTo(1);
  }

  @Test
  void aSilentMessageNeitherBringsAConversationBackNorMovesItUp() {
    String quiet = api.as("si-a").directWith("si-b");
    String loud = api.as("si-a").directWith("si-c");
    EventLog.publish(Messages.text(quiet, 1, "si-b", "one"));
    awaitLastSeq("si-a", quiet, 1);
    EventLog.publish(Messages.text(loud, 2, "si-c", "two"));
    awaitLastSeq("si-a", loud, 2);
    api.as("si-b").put("/conversations/" + quiet + "/settings", "{\"archived\":true}");
    EventLog.publish(Messages.silent(quiet, 5));
    awaitLastSeq("si-b", quiet, 5);

    assertThat(
            api.as("si-a").get("/conversations").json().path("items").get(0).path("id").asString())
        .isEqualTo(loud);
    assertThat(api.as("si-b").get("/conversations").json().path("items").size()).isZero();
    EventLog.publish(Messages.text(quiet, 6, "si-a", "six"));
    awaitLastSeq("si-b", quiet, 6);
    assertThat(api.as("si-b").get("/conversations").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void saysWhatKindOfThingWasSentWhereThereIsNoText() {
    String id = api.as("pho-a").directWith("pho-b");
    EventLog.publish(Messages.ofType(id, 1, MessageType.IMAGE));

    assertThat(awaitLastSeq("pho-a", id, 1).path("last_message").path("preview").asString())
        .isEqualTo("Photo");
  }

  @Test
  void aMalformedMessageGoesToTheDeadLettersAndTheNextOneLands() {
    String id = api.as("dlt-a").directWith("dlt-b");
    EventLog.publish(Messages.text(id, 1, "dlt-a", "before"));
    EventLog.publish(Topics.MESSAGE_CREATED, id, "{\"id\": 7, nonsense");
    EventLog.publish(Topics.MESSAGE_CREATED, id, "{}");
    EventLog.publish(Messages.text(id, 2, "dlt-a", "after"));

    awaitLastSeq("dlt-b", id, 2);
    await()
        .untilAsserted(() ->
            assertThat(EventLog.records(Topics.deadLetters(Topics.MESSAGE_CREATED), id))
                .hasSize(2)
                .allSatisfy(record ->
                    assertThat(record.headers().toArray())
                        .anyMatch(h -> h.key().contains("exception-message"))));
    assertThat(seen("dlt-b", id).path("me").path("unread_count").asLong()).isEqualTo(2);
  }

  @Test
  void skipsMessagesOfConversationsItDoesNotKnow() {
    String id = api.as("unk-a").directWith("unk-b");
    EventLog.publish(Messages.text(UUID.randomUUID().toString(), 1, "unk-a", "nowhere"));
    EventLog.publish(Messages.text(id, 1, "unk-a", "somewhere"));

    awaitLastSeq("unk-b", id, 1);
  }

  private long mentions(String user, String id) {
    return seen(user, id).path("me").path("mention_count").asLong(-1);
  }

  private void awaitMentions(String user, String id, long count) {
    await().untilAsserted(() -> assertThat(mentions(user, id)).isEqualTo(count));
  }

  private JsonNode seen(String user, String id) {
    return api.as(user).get("/conversations/" + id).json();
  }

  private long unread(String user, String id) {
    return seen(user, id).path("me").path("unread_count").asLong(-1);
  }

  private JsonNode awaitLastSeq(String user, String id, long seq) {
    await()
        .untilAsserted(() -> assertThat(seen(user, id).path("last_seq").asLong(-1)).isEqualTo(seq));
    return seen(user, id);
  }

  /// What was published before has been taken, whatever partition it is in.
  private static void awaitAllTaken() {
    ConsumerLag.awaitNone("conversation-service.messages", Topics.MESSAGE_CREATED);
  }
}
