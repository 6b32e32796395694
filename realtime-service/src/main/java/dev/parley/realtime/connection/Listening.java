package dev.parley.realtime.connection;

import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.conversation.ConversationServiceClient.Membership;
import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.LocalUser.News;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Has a session's user listen to the user's conversations, from the user's first session on.
@Component
class Listening {

  private static final Logger log = LoggerFactory.getLogger(Listening.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LocalConversations conversations;
  private final ConversationServiceClient service;
  private final BroadcastConsumer fanOut;

  Listening(
      LocalConversations conversations,
      ConversationServiceClient service,
      BroadcastConsumer fanOutRecords) {
    this.conversations = conversations;
    this.service = service;
    this.fanOut = fanOutRecords;
  }

  /// Waits until the user's conversations are listened to. Blocks.
  ///
  /// @param patience how long it waits
  /// @return false when they could not be learnt, or the node does not read the fan-out yet
  boolean begin(LocalUser user, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (fanOut.isReading()) {
          user.loaded(() -> load(user)).join();
          return true;
        }
        pause();
      } catch (CompletionException e) {
        pause();
      }
    }
    log.atWarn().log("A socket could not be let in: its conversations are not to be had");
    return false;
  }

  private CompletableFuture<Void> load(LocalUser user) {
    return service.memberships(user.id()).thenAccept(memberships -> listen(user, memberships));
  }

  private void listen(LocalUser user, List<Membership> memberships) {
    for (Membership membership : memberships) {
      String id = membership.id().toString();
      if (user.learn(
              id, membership.version(), true, membership.joinedAfter(), membership.isSinceJoining())
          == News.CHANGED) {
        conversations.listen(id, user, membership.rev());
        conversations.learnBlocked(id, membership.version(), membership.isBlocked());
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
