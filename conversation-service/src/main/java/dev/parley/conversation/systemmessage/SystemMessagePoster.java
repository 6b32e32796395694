package dev.parley.conversation.systemmessage;

import dev.parley.common.id.ConversationId;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.conversation.announcement.Announcer;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.opening.ConversationOpener;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts a system message where the platform wants it, once for each key, whatever a second request
/// of the key says.
@Component
class SystemMessagePoster {

  private static final Logger log = LoggerFactory.getLogger(SystemMessagePoster.class);

  private final RequestedMessages requests;
  private final ConversationOpener opener;
  private final Announcer announcer;
  private final Clock clock;

  SystemMessagePoster(
      RequestedMessages requests, ConversationOpener opener, Announcer announcer, Clock clock) {
    this.requests = requests;
    this.opener = opener;
    this.announcer = announcer;
    this.clock = clock;
  }

  /// @throws MalformedEventException when there is no such conversation
  @Transactional
  public void post(RequestedMessage message) {
    if (!requests.claim(message.key(), clock.instant())) {
      return;
    }
    Optional<ConversationId> conversation = placeOf(message);
    if (conversation.isEmpty()) {
      log.atInfo()
          .addKeyValue("key", message.key())
          .log("A system message for two who cannot talk to each other goes nowhere");
      return;
    }
    requests.placed(message.key(), conversation.get());
    announcer.announce(
        "system:" + message.key(),
        conversation.get(),
        message.text(),
        message.metadata(),
        message.silent());
  }

  private Optional<ConversationId> placeOf(RequestedMessage message) {
    @Nullable Pair pair = message.pair();
    if (pair != null) {
      return opener.forPlatform(pair, null);
    }
    ConversationId wanted = message.conversation();
    if (wanted == null || !requests.isThere(wanted)) {
      throw new MalformedEventException("there is no such conversation", null);
    }
    return Optional.of(wanted);
  }
}
