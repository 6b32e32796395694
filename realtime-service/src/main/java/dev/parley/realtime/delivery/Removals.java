package dev.parley.realtime.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.conversation.ConversationServiceClient.Participants;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.LocalUser.News;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Who has been removed from a conversation hears nothing of it any more, also where Kafka is away
/// and tells of neither. What is sent through this node could be handed to its own sockets all the
/// same; the answer to the send says at which version of the conversation it was let through, and
/// where none so new has been heard of here, it is asked who takes part before anything is handed
/// on.
@Component
public class Removals {

  private static final Logger log = LoggerFactory.getLogger(Removals.class);

  private final LocalConversations conversations;
  private final ConversationServiceClient service;
  private final ConversationUpdates updates;
  private final Map<String, CompletableFuture<Void>> asking = new ConcurrentHashMap<>();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  Removals(
      LocalConversations conversations,
      ConversationServiceClient service,
      ConversationUpdates updates) {
    this.conversations = conversations;
    this.service = service;
    this.updates = updates;
  }

  /// Whether all who had been removed at this version have been told so here.
  public boolean areKnown(String conversationId, long version) {
    return !conversations.isBehind(conversationId, version);
  }

  /// Asks who takes part, and goes on when that is known: on another thread, and not at all where
  /// nobody can tell. Then Kafka brings both.
  public void learn(String conversationId, long version, Runnable next) {
    CompletableFuture<Void> answered =
        asking.computeIfAbsent(
            conversationId, id -> CompletableFuture.runAsync(() -> learn(id), threads));
    answered.thenRunAsync(
        () -> {
          if (!conversations.isBehind(conversationId, version)) {
            next.run();
          }
        },
        threads);
  }

  /// Once for all who wait for it.
  private void learn(String id) {
    try {
      Participants now = service.participants(new ConversationId(UUID.fromString(id)));
      conversations.users(id).stream()
          .filter(user -> !now.userIds().contains(user.id().value()))
          .forEach(user -> remove(user, id, now.version()));
      conversations.heardOf(id, now.version());
    } catch (DomainException e) {
      log.atDebug().addKeyValue("conversation", id).log("Its participants are unknown");
    } finally {
      asking.remove(id);
    }
  }

  /// The user is no participant at this version.
  void remove(LocalUser user, String id, long version) {
    News news = user.learn(id, version, false);
    if (news == News.CHANGED) {
      conversations.ifPresent(id, present -> updates.tellBeforeGoing(present, user));
    }
    boolean gone = news != News.STALE && conversations.ignoreIfGone(id, user);
    if (gone && news == News.CHANGED) {
      tell(user, id);
    }
  }

  /// The conversation is gone for everyone at this version: for those too who were out of it and
  /// could read what was said before.
  void end(LocalUser user, String id, long version) {
    if (user.learn(id, version, false) != News.STALE && conversations.ignoreIfGone(id, user)) {
      tell(user, id);
    }
  }

  private static void tell(LocalUser user, String id) {
    byte[] which = ("{\"conversation_id\":\"" + id + "\"}").getBytes(UTF_8);
    user.emit(ServerEvent.REMOVED_FROM_CONVERSATION.with(which), Priority.NORMAL);
  }
}
