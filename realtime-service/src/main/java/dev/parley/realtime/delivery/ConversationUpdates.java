package dev.parley.realtime.delivery;

import dev.parley.common.event.ConversationBody;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tells sockets `conversation_updated`.
///
/// Of a large conversation, who comes and goes is told at once, and while more come and go a few
/// times a second, with all who did: each one for itself would be as many frames as there are
/// participants, times as many. Whatever else changes comes behind what waits, and takes it along.
@Component
class ConversationUpdates {

  /// From here on events, too, carry only who has come and gone.
  static final int LARGE_ABOVE = 1_000;

  /// As many as one event names at most.
  static final int MAX_MOVES = 500;

  private static final int PAUSE_MILLIS = 250;

  private static final Set<String> MOVES = Set.of("participants_added", "participants_removed");

  private final Set<LocalConversation> busy = ConcurrentHashMap.newKeySet();

  /// Under the conversation's monitor, version after version.
  ///
  /// @param event the record's value
  /// @param encoded what sockets are told of it
  /// @param told who had it in another way
  void tell(
      LocalConversation conversation,
      ConversationBody body,
      byte[] event,
      byte[] encoded,
      Set<LocalUser> told) {
    boolean gathers =
        body.participantCount() > LARGE_ABOVE
            && body.change() != null
            && MOVES.contains(body.change());
    ComingsAndGoings waiting = conversation.comingsAndGoings();
    if (gathers && waiting != null) {
      if (waiting.size() + ComingsAndGoings.movesOf(body) > MAX_MOVES) {
        tellWaiting(conversation, waiting, told);
      }
      waiting.add(body, event, told);
      return;
    }
    if (waiting != null) {
      tellWaiting(conversation, waiting, told);
    } else if (gathers) {
      conversation.comingsAndGoings(new ComingsAndGoings());
      busy.add(conversation);
    }
    EncodedEvent update = update(encoded);
    conversation
        .users()
        .filter(user -> !told.contains(user))
        .forEach(user -> user.emit(update, Priority.NORMAL));
  }

  /// Who is about to be taken out has what was before: under the conversation's monitor.
  void tellBeforeGoing(LocalConversation conversation, LocalUser user) {
    ComingsAndGoings waiting = conversation.comingsAndGoings();
    if (waiting != null && !waiting.isEmpty() && !waiting.isKnownTo(user)) {
      user.emit(update(waiting.forSockets()), Priority.NORMAL);
    }
  }

  @Scheduled(fixedDelay = PAUSE_MILLIS)
  void tellWaiting() {
    for (LocalConversation conversation : busy) {
      synchronized (conversation) {
        ComingsAndGoings waiting = conversation.comingsAndGoings();
        if (waiting == null || waiting.isEmpty() || conversation.isGone()) {
          conversation.comingsAndGoings(null);
          busy.remove(conversation);
        } else {
          tellWaiting(conversation, waiting, Set.of());
        }
      }
    }
  }

  /// @param newcomers who know of something newer already
  private static void tellWaiting(
      LocalConversation conversation, ComingsAndGoings waiting, Set<LocalUser> newcomers) {
    if (waiting.isEmpty()) {
      return;
    }
    EncodedEvent update = update(waiting.forSockets());
    conversation
        .users()
        .filter(user -> !waiting.isKnownTo(user) && !newcomers.contains(user))
        .forEach(user -> user.emit(update, Priority.NORMAL));
    waiting.clear();
  }

  private static EncodedEvent update(byte[] encoded) {
    return ServerEvent.CONVERSATION_UPDATED.with(encoded);
  }
}
