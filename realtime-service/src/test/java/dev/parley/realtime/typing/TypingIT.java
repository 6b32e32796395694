package dev.parley.realtime.typing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TypingIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);
  private final Map<String, Object> here = Map.of("conversation_id", conversation.id());
  private SocketClient typist;
  private SocketClient joined;

  @BeforeEach
  void connect() {
    typist = keep(client().token(Tokens.user(ann).name("Ann Ä \"x\"").encode()).connect());
    joined = connect(bob);
    joined.ask("join_conversation", here);
  }

  @Test
  void tellsThoseWhoHaveJoinedOnly() {
    SocketClient notJoined = connect(bob);
    SocketClient ownDevice = connect(ann);
    ownDevice.ask("join_conversation", here);

    assertThat(typist.ask("typing_start", here).path("ok").booleanValue()).isTrue();
    assertThat(typist.ask("typing_start", here).path("ok").booleanValue()).isTrue();
    JsonNode told = joined.next("user_typing");
    assertThat(typist.ask("typing_stop", here).path("ok").booleanValue()).isTrue();
    joined.next("user_stopped_typing");

    assertThat(told.path("conversation_id").stringValue()).isEqualTo(conversation.id());
    assertThat(told.path("user_id").stringValue()).isEqualTo(ann);
    assertThat(told.path("user_name").stringValue()).isEqualTo("Ann Ä \"x\"");
    assertThat(joined.all("user_typing")).hasSize(1);
    assertThat(notJoined.all("user_typing")).isEmpty();
    assertThat(ownDevice.all("user_typing")).isEmpty();
    assertThat(typist.all("user_typing")).isEmpty();
  }

  @Test
  void isToldToNobodyWhereOneHasBlockedTheOther() {
    conversationService.block(bob, ann);
    conversationService.changed(conversation, "blocked").publish();
    conversationService.changed(conversation, "renamed").publish();
    joined.next("conversation_updated");
    String cem = user("cem");
    String dan = user("dan");
    Conversation before = conversationService.conversation(cem, dan);
    Map<String, Object> there = Map.of("conversation_id", before.id());
    conversationService.block(cem, dan);
    SocketClient blocked = connect(dan);
    blocked.ask("join_conversation", there);

    typist.ask("typing_start", here);
    typist.ask("typing_stop", here);
    connect(cem).ask("typing_start", there);
    messageService.sentElsewhere(conversation, ann, "after");
    messageService.sentElsewhere(before, cem, "after");

    joined.awaitMessages("after");
    blocked.awaitMessages("after");
    for (SocketClient socket : List.of(joined, blocked)) {
      assertThat(socket.all("user_typing")).isEmpty();
      assertThat(socket.all("user_stopped_typing")).isEmpty();
    }
  }

  @Test
  void expiresByItselfAfterSixSeconds() {
    typist.ask("typing_start", here);
    joined.next("user_typing");

    clock.advance(Duration.ofMillis(5_900));
    typist.ask("typing_start", here);
    clock.advance(Duration.ofMillis(5_900));
    connect(ann);
    assertThat(joined.all("user_stopped_typing")).isEmpty();
    clock.advance(Duration.ofMillis(100));

    joined.next("user_stopped_typing");
    typist.ask("typing_stop", here);
    typist.ask("typing_start", here);
    await().until(() -> joined.all("user_typing").size() == 2);
    assertThat(joined.all("user_stopped_typing")).hasSize(1);
  }

  @Test
  void endsWhenTheTypistSends() {
    typist.ask("typing_start", here);
    joined.next("user_typing");

    typist.send(conversation.id(), "hello");

    joined.next("user_stopped_typing");
  }

  @Test
  void endsWhenTheTypistSendsToTheRecipient() {
    typist.ask("typing_start", here);
    joined.next("user_typing");

    typist.ask("send_message", Map.of("recipient_id", bob, "content", "hello"));

    joined.next("user_stopped_typing");
  }

  @Test
  void endsWhenTheTypistDisconnects() {
    typist.ask("typing_start", here);
    joined.next("user_typing");

    typist.close();

    joined.next("user_stopped_typing");
  }

  @Test
  void tellsNobodyWhoHasLeft() {
    joined.ask("leave_conversation", here);
    typist.ask("typing_start", here);
    typist.ask("typing_stop", here);

    joined.ask("join_conversation", here);
    typist.ask("typing_start", here);
    joined.next("user_typing");

    assertThat(joined.all("user_typing")).hasSize(1);
    assertThat(joined.all("user_stopped_typing")).isEmpty();
  }

  @Test
  void tellsNobodyWhoLeftBeforeTheJoiningWasAnswered() {
    SocketClient hasty = connect(bob);
    conversationService.holdAnswers();
    CompletableFuture<JsonNode> joining = hasty.emit("join_conversation", here);
    await().until(() -> conversationService.calls("/internal/users/") > 0);
    hasty.ask("leave_conversation", here);
    conversationService.releaseAnswers();

    assertThat(joining.join().path("ok").booleanValue()).isTrue();
    typist.ask("typing_start", here);
    joined.next("user_typing");
    assertThat(hasty.all("user_typing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"typing_start", "typing_stop"})
  void isNotForStrangers(String event) {
    SocketClient stranger = connect(user("stranger"));

    assertThat(stranger.ask(event, here).at("/error/code").stringValue()).isEqualTo("not_found");
    assertThat(
            stranger
                .ask(event, Map.of("conversation_id", UUID.randomUUID()))
                .at("/error/code")
                .stringValue())
        .isEqualTo("not_found");
    typist.ask("typing_start", here);
    joined.next("user_typing");
    assertThat(joined.all("user_typing")).hasSize(1);
  }

  @Test
  void letsAStrangerJoinNothing() {
    SocketClient stranger = connect(user("stranger"));

    assertThat(stranger.ask("join_conversation", here).at("/error/code").stringValue())
        .isEqualTo("not_found");
    typist.ask("typing_start", here);
    joined.next("user_typing");
    assertThat(stranger.all("user_typing")).isEmpty();
  }

  @Test
  void letsAFormerParticipantJoinNothing() {
    conversationService.remove(conversation, bob);

    JsonNode ack = connect(bob).ask("join_conversation", here);

    assertThat(ack.at("/error/code").stringValue()).isEqualTo("not_participant");
  }

  @Test
  void showsTheConversationToWhoJoins() {
    JsonNode ack = connect(bob).ask("join_conversation", here);

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(ack.at("/conversation/id").stringValue()).isEqualTo(conversation.id());
    assertThat(ack.at("/conversation/me/role").stringValue()).isEqualTo("member");
  }

  /// The conversation was made by another request a moment ago, and its event is still to come.
  @Test
  void letsTypeWhoHasJoinedBeforeTheEvent() {
    Conversation fresh = conversationService.conversation(ann, bob);
    Map<String, Object> there = Map.of("conversation_id", fresh.id());
    joined.ask("join_conversation", there);
    typist.ask("join_conversation", there);

    assertThat(typist.ask("typing_start", there).path("ok").booleanValue()).isTrue();

    assertThat(joined.next("user_typing").path("conversation_id").stringValue())
        .isEqualTo(fresh.id());
  }
}
