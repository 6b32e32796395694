package dev.parley.realtime.delivery;

import dev.parley.common.event.Topics;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastProducer;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.realtime.presence.Neighbours;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What is told to those who have a conversation open, on whichever node, and is worth nothing
/// later.
@Component
public class OpenConversations implements ChangeListener {

  private final LocalConversations conversations;
  private final Neighbours neighbours;
  private final BroadcastProducer producer;

  OpenConversations(
      LocalConversations conversations, Neighbours neighbours, BroadcastProducer producer) {
    this.conversations = conversations;
    this.neighbours = neighbours;
    this.producer = producer;
  }

  /// As it goes from node to node.
  private record Signal(
      String node, ServerEvent event, String conversationId, UserId about, JsonNode payload) {}

  /// Whether nobody is told what goes on there.
  public boolean isQuiet(String conversationId) {
    boolean[] quiet = {false};
    conversations.ifPresent(
        conversationId,
        conversation -> quiet[0] = conversation.isLarge() || conversation.isBlocked());
    return quiet[0];
  }

  /// To all who have it open but the user it is about; dropped at a slow client, and in a large
  /// conversation, where it would cost more than the messages.
  ///
  /// @param payload a record, written as JSON
  public void tellOthers(String conversationId, UserId about, ServerEvent event, Object payload) {
    JsonNode json = Json.mapper().valueToTree(payload);
    tellHere(conversationId, about, event, json);
    if (neighbours.any() && !isLarge(conversationId)) {
      var signal = new Signal(neighbours.self(), event, conversationId, about, json);
      producer.send(
          Topics.CONVERSATION_SIGNAL, conversationId, Json.mapper().writeValueAsBytes(signal));
    }
  }

  @Override
  public Set<String> topics() {
    return Set.of(Topics.CONVERSATION_SIGNAL);
  }

  /// What another node has told.
  @Override
  public void take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || !conversations.contains(record.key())) {
      return;
    }
    Signal signal = EventDecoder.body(record, Signal.class);
    if (!signal.node().equals(neighbours.self())) {
      tellHere(signal.conversationId(), signal.about(), signal.event(), signal.payload());
    }
  }

  private void tellHere(String conversationId, UserId about, ServerEvent told, JsonNode payload) {
    conversations.ifPresent(
        conversationId,
        conversation -> {
          if (conversation.isLarge() || conversation.opened().isEmpty()) {
            return;
          }
          EncodedEvent event = told.with(Json.mapper().writeValueAsBytes(payload));
          for (Session session : conversation.opened()) {
            if (!session.userId().equals(about)) {
              session.connection().emit(event, Priority.SHEDDABLE);
            }
          }
        });
  }

  private boolean isLarge(String conversationId) {
    boolean[] large = {false};
    conversations.ifPresent(conversationId, conversation -> large[0] = conversation.isLarge());
    return large[0];
  }
}
