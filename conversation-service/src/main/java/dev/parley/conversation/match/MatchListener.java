package dev.parley.conversation.match;

import dev.parley.common.event.MatchCreated;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes the platform's `match.created`.
@Component
class MatchListener {

  private final MatchOpener opener;

  MatchListener(MatchOpener opener) {
    this.opener = opener;
  }

  @KafkaListener(groupId = "${spring.application.name}.matches", topics = Topics.MATCH_CREATED)
  void take(ConsumerRecord<String, byte[]> record) {
    try (var _ = EventDecoder.trace(record)) {
      opener.open(Match.of(EventDecoder.body(record, MatchCreated.class)));
    }
  }
}
