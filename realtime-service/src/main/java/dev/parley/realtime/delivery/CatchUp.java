package dev.parley.realtime.delivery;

import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.session.LocalUser;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Fetches what the fan-out did not bring.
///
/// Who comes into a conversation while connected learns of it by one topic and of its messages by
/// another, in no order of the two: the messages since the joining are fetched, and only then the
/// user listens. And where a message is missing before others for long, it is fetched too.
@Component
class CatchUp {

  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final int TRIES = 40;

  private final LocalConversations conversations;
  private final MessageFanOut fanOut;
  private final MessageLog messages;

  CatchUp(LocalConversations conversations, MessageFanOut fanOut, MessageLog messages) {
    this.conversations = conversations;
    this.fanOut = fanOut;
    this.messages = messages;
  }

  /// Gives the user all messages after `seq`, in order, and those to come.
  void join(String conversationId, LocalUser user, long seq) {
    Thread.startVirtualThread(() -> joinNow(conversationId, user, seq));
  }

  private void joinNow(String conversationId, LocalUser user, long seq) {
    long given = seq;
    for (int attempt = 0; attempt < TRIES && !user.isGone(); attempt++) {
      try {
        given = giveAll(conversationId, user, given);
        if (user.listensTo(conversationId)
            && !conversations.listenAfter(conversationId, user, given)) {
          continue;
        }
        // What was stored between the last fetch and the listening.
        feed(conversationId, given);
        return;
      } catch (UnavailableException e) {
        pause();
      }
    }
    // Better late than never to listen: the client closes the gap by its own sync.
    conversations.listen(conversationId, user);
    log.atWarn().addKeyValue("conversation", conversationId).log("Could not catch up");
  }

  private long giveAll(String conversationId, LocalUser user, long after) {
    long given = after;
    List<MessageLog.Logged> page = messages.after(conversationId, given);
    while (!page.isEmpty()) {
      for (MessageLog.Logged message : page) {
        fanOut.give(user, message);
        given = message.seq();
      }
      page = messages.after(conversationId, given);
    }
    return given;
  }

  private void feed(String conversationId, long after) {
    messages
        .after(conversationId, after)
        .forEach(m -> fanOut.fromLog(conversationId, m.seq(), m.json(), m.id()));
  }

  @Scheduled(fixedDelay = 500)
  void closeGaps() {
    long now = System.nanoTime();
    for (LocalConversation conversation : conversations.all()) {
      conversations.ifPresent(
          conversation.id(),
          present -> {
            if (present.order().isStuck(now, STUCK_AFTER.toNanos())) {
              long after = present.order().missingAfter();
              Thread.startVirtualThread(() -> closeGap(present.id(), after));
            }
          });
    }
  }

  private void closeGap(String conversationId, long after) {
    try {
      feed(conversationId, after);
    } catch (UnavailableException e) {
      log.atDebug().addKeyValue("conversation", conversationId).log("The gap stays for now");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
