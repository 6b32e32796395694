package dev.parley.conversation.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// `parley.activity.unknown_conversations`: messages were told of conversations that this service
/// does not have. Trying again would not bring them.
@Component
class UnknownConversations {

  private static final Logger log = LoggerFactory.getLogger(UnknownConversations.class);

  private final Counter counter;

  UnknownConversations(MeterRegistry registry) {
    this.counter = registry.counter("parley.activity.unknown_conversations");
  }

  void count(int conversations) {
    if (conversations > 0) {
      counter.increment(conversations);
      log.atWarn()
          .addKeyValue("conversations", conversations)
          .log("Messages came of conversations that are not known here; they are skipped");
    }
  }
}
