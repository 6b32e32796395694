package dev.parley.realtime.delivery;

import dev.parley.common.event.Extensions;
import dev.parley.common.event.Headers;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Reads what all of the suite publishes and keeps what concerns someone here. A message's record
/// is looked up by its key before anything of it is parsed, and a new message's body never is.
@Configuration(proxyBeanMethods = false)
class FanOutConsumer {

  private static final String SEQ = Headers.nameOf(Extensions.SEQ);
  private static final String REV = Headers.nameOf(Extensions.REV);

  private final LocalConversations conversations;
  private final MessageFanOut messages;
  private final Map<String, ChangeListener> listeners = new HashMap<>();

  FanOutConsumer(
      LocalConversations conversations, MessageFanOut messages, List<ChangeListener> listeners) {
    this.conversations = conversations;
    this.messages = messages;
    for (ChangeListener listener : listeners) {
      listener.topics().forEach(topic -> this.listeners.put(topic, listener));
    }
  }

  @Bean
  BroadcastConsumer fanOutRecords(KafkaProperties kafka) {
    List<String> topics = new ArrayList<>(listeners.keySet());
    topics.add(Topics.MESSAGE_CREATED);
    topics.add(Topics.MESSAGE_UPDATED);
    return BroadcastConsumer.ofRecords(
        "fan-out", kafka.buildConsumerProperties(), topics, this::take);
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case Topics.MESSAGE_CREATED, Topics.MESSAGE_UPDATED -> message(record);
      default -> change(record);
    }
  }

  private void change(ConsumerRecord<String, byte[]> record) {
    try (var _ = EventDecoder.trace(record)) {
      Objects.requireNonNull(listeners.get(record.topic())).take(record);
    }
  }

  private void message(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    if (key == null || record.value() == null || !conversations.contains(key)) {
      return;
    }
    long seq = Headers.number(record.headers(), SEQ);
    long rev = Headers.number(record.headers(), REV);
    String id = Headers.text(record.headers(), Headers.SUBJECT);
    if (seq < 1 || rev < 1 || id == null) {
      throw new MalformedEventException("the record has no seq, rev or subject", null);
    }
    messages.fromLog(
        key,
        record.topic().equals(Topics.MESSAGE_CREATED)
            ? Delivery.ofNew(rev, seq, record.value(), id, null)
            : Delivery.ofChange(rev, seq, ChangeForSockets.of(record.value()), id));
  }
}
