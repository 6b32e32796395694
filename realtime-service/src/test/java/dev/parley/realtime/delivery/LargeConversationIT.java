package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What would grow with the square of the participants is left out.
class LargeConversationIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");

  @ParameterizedTest
  @CsvSource({"100,true", "101,false"})
  void neitherTypingNorReceiptsArePushed(int size, boolean pushed) {
    Conversation group = group(size);
    Map<String, Object> here = Map.of("conversation_id", group.id());
    SocketClient typist = connect(ann);
    SocketClient reader = connect(bob);
    reader.ask("join_conversation", here);

    typist.ask("typing_start", here);
    typist.ask("mark_delivered", Map.of("conversation_id", group.id(), "seq", 1));
    typist.ask("mark_read", Map.of("conversation_id", group.id(), "seq", 2));
    typist.next("unread");
    conversationService.changed(group, "renamed").publish();
    reader.next("conversation_updated");

    if (pushed) {
      reader.next("messages_delivered");
      reader.next("messages_read");
      reader.next("user_typing");
    } else {
      assertThat(reader.eventNames()).containsExactly("connected", "conversation_updated");
    }
  }

  /// A list that is not all of them would be taken for all.
  @Test
  void isToldOfWhoComesAndGoesWithoutItsParticipants() {
    Conversation group = group(1_001);
    SocketClient reader = connect(bob);
    SocketClient added = connect(user("cem"));

    conversationService.add(group, 0, "dan", "eve").publish();

    JsonNode told = reader.next("conversation_updated");
    assertThat(told.path("added").toString()).isEqualTo("[\"dan\",\"eve\"]");
    assertThat(told.has("removed")).isFalse();
    assertThat(told.path("conversation").has("participants")).isFalse();
    assertThat(told.path("conversation").has("added")).isFalse();
    assertThat(told.at("/conversation/participant_count").intValue()).isEqualTo(1_003);
    assertThat(added.eventNames()).containsExactly("connected");
  }

  private Conversation group(int size) {
    return conversationService.conversation(
        Stream.concat(Stream.of(ann, bob), IntStream.range(2, size).mapToObj(i -> user("u")))
            .toArray(String[]::new));
  }
}
