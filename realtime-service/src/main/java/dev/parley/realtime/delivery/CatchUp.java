package dev.parley.realtime.delivery;

import dev.parley.common.problem.DomainException;
import dev.parley.realtime.session.LocalUser;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Fetches what the fan-out did not bring.
///
/// Who comes into a conversation while connected learns of it by one topic and of its messages by
/// another, in no order of the two: the messages since the joining are fetched, while those that
/// come wait. And where a message is missing before others for long, it is fetched too.
@Component
class CatchUp {

  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration RETRY = Duration.ofMillis(250);

  private final LocalConversations conversations;
  private final MessageFanOut fanOut;
  private final MessageLog messages;
  private final DeliveryProperties properties;

  CatchUp(
      LocalConversations conversations,
      MessageFanOut fanOut,
      MessageLog messages,
      DeliveryProperties properties) {
    this.conversations = conversations;
    this.fanOut = fanOut;
    this.messages = messages;
    this.properties = properties;
  }

  /// Gives the users all messages after `seq`, in order, and those to come.
  void join(String conversationId, Collection<LocalUser> users, long seq) {
    Joining group = conversations.beginJoining(conversationId, users, seq);
    if (group != null) {
      Thread.startVirtualThread(() -> join(conversationId, group));
    }
  }

  private void join(String conversationId, Joining group) {
    long deadline = System.nanoTime() + properties.joinPatience().toNanos();
    while (System.nanoTime() < deadline) {
      try {
        MessageLog.Page page = messages.after(conversationId, group.given());
        if (give(conversationId, group, page)) {
          return;
        }
        if (page.items().isEmpty()) {
          pause();
        }
      } catch (DomainException e) {
        pause();
      }
    }
    log.atWarn().addKeyValue("conversation", conversationId).log("Could not catch up");
    conversations.ifPresent(
        conversationId,
        conversation -> {
          // They lack what was said meanwhile: their clients come back and ask for it.
          group.users().forEach(LocalUser::closeSockets);
          fanOut.goLive(conversation, group);
        });
  }

  /// @return whether they have caught up, or left
  private boolean give(String conversationId, Joining group, MessageLog.Page page) {
    boolean[] done = {true};
    conversations.ifPresent(
        conversationId,
        conversation -> {
          page.items().forEach(message -> fanOut.give(conversation, group, message));
          boolean complete = !page.hasMore() && group.hasCaughtUp(conversation.order().lastSeq());
          done[0] = complete || group.users().isEmpty();
          if (done[0]) {
            fanOut.goLive(conversation, group);
          }
        });
    return done[0];
  }

  @Scheduled(fixedDelay = 200)
  void closeGaps() {
    long now = System.nanoTime();
    for (LocalConversation holding : conversations.holding()) {
      conversations.ifPresent(
          holding.id(),
          conversation -> {
            boolean stuck = conversation.order().isStuck(now, properties.gapPatience().toNanos());
            if (stuck && !conversation.isFetching()) {
              conversation.fetching(true);
              Thread.startVirtualThread(() -> closeGap(conversation));
            }
          });
    }
  }

  private void closeGap(LocalConversation conversation) {
    String id = conversation.id();
    try {
      long filled = ConversationOrder.UNKNOWN;
      for (long after = missingAfter(conversation);
          after > filled;
          after = missingAfter(conversation)) {
        MessageLog.Changes changes = messages.changes(id, after);
        long oldUpTo = changes.oldUpTo(after);
        conversations.ifPresent(id, present -> fill(present, changes, oldUpTo));
        filled = after;
      }
    } catch (DomainException e) {
      log.atDebug().addKeyValue("conversation", id).log("The gap stays for now");
    } finally {
      synchronized (conversation) {
        conversation.fetching(false);
      }
    }
  }

  /// Where too much is missing to be fetched, the sockets are closed: their clients come back and
  /// ask for what has changed since their rev.
  private void fill(LocalConversation conversation, MessageLog.Changes changes, long oldUpTo) {
    if (!changes.complete()) {
      log.atWarn().addKeyValue("conversation", conversation.id()).log("Its sockets have to resync");
      conversation.users().forEach(LocalUser::closeSockets);
    }
    fanOut.fill(
        conversation,
        changes.items().stream().map(message -> message.to(conversation.order(), oldUpTo)).toList(),
        changes.rev());
  }

  private static long missingAfter(LocalConversation conversation) {
    synchronized (conversation) {
      return conversation.order().missingAfter();
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
