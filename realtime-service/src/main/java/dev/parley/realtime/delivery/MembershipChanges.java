package dev.parley.realtime.delivery;

import dev.parley.common.event.BlockChanged;
import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.Topics;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.realtime.presence.VisibilityRechecks;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.LocalUser.News;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Follows who comes into and goes out of conversations, and tells their sockets.
@Component
class MembershipChanges implements ChangeListener {

  private static final String SINCE_JOINING = "since_joining";

  private static final String DELETED = "deleted";

  /// Changes that the other side is not told of: a participant does not learn who has blocked whom,
  /// and whoever is about to be told that the conversation is gone needs no more.
  private static final Set<String> SILENT = Set.of("blocked", "unblocked", DELETED);

  private final SessionRegistry sessions;
  private final LocalConversations conversations;
  private final Removals removals;
  private final ConversationUpdates updates;
  private final CatchUp catchUp;
  private final VisibilityRechecks visibility;

  MembershipChanges(
      SessionRegistry sessions,
      LocalConversations conversations,
      Removals removals,
      ConversationUpdates updates,
      CatchUp catchUp,
      VisibilityRechecks visibility) {
    this.sessions = sessions;
    this.conversations = conversations;
    this.removals = removals;
    this.updates = updates;
    this.catchUp = catchUp;
    this.visibility = visibility;
  }

  @Override
  public Set<String> topics() {
    return Set.of(Topics.CONVERSATION_CREATED, Topics.CONVERSATION_UPDATED, Topics.BLOCK_CHANGED);
  }

  @Override
  public void take(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.BLOCK_CHANGED)) {
      takeBlock(record);
    } else {
      takeChange(record);
    }
  }

  private void takeChange(ConsumerRecord<String, byte[]> record) {
    ConversationBody body = EventDecoder.body(record, ConversationBody.class);
    List<LocalUser> added = localUsers(added(body));
    List<LocalUser> removed = localUsers(orEmpty(body.removed()));
    if (added.isEmpty() && removed.isEmpty() && !conversations.contains(body.id().toString())) {
      return;
    }
    byte[] conversation = ConversationForSockets.of(record.value());
    add(added, body, conversation);
    String id = body.id().toString();
    if (DELETED.equals(body.change())) {
      removed.forEach(user -> removals.end(user, id, body.version()));
    } else {
      removed.forEach(user -> removals.remove(user, id, body.version()));
    }
    takeHistory(body);
    tellOthers(body, record.value(), conversation, new HashSet<>(added));
    Set<String> changed = new HashSet<>(orEmpty(body.removed()));
    changed.addAll(added(body));
    visibility.recheck(changed);
  }

  /// Of two who need not have a conversation of their own.
  private void takeBlock(ConsumerRecord<String, byte[]> record) {
    BlockChanged body = EventDecoder.body(record, BlockChanged.class);
    visibility.recheck(List.of(body.userId(), body.blockedId()));
  }

  private static Set<String> added(ConversationBody body) {
    Set<String> added = new HashSet<>(orEmpty(body.added()));
    if (body.change() == null) {
      body.participants().forEach(participant -> added.add(participant.userId()));
    }
    return added;
  }

  private void add(List<LocalUser> users, ConversationBody body, byte[] conversation) {
    String id = body.id().toString();
    Map<String, Long> joined = joinedSeqs(body);
    EncodedEvent event = ServerEvent.ADDED_TO_CONVERSATION.with(conversation);
    Map<Long, List<LocalUser>> bySeq = new HashMap<>();
    for (LocalUser user : users) {
      long seq = joined.getOrDefault(user.id().value(), body.lastSeq());
      if (user.learn(id, body.version(), true, seq, isSinceJoining(body)) == News.CHANGED) {
        user.emit(event, Priority.NORMAL);
        bySeq.computeIfAbsent(seq, _ -> new ArrayList<>()).add(user);
      }
    }
    bySeq.forEach((seq, together) -> catchUp.join(id, together, seq));
  }

  private static boolean isSinceJoining(ConversationBody body) {
    return SINCE_JOINING.equals(body.history());
  }

  /// Of every event: one is named after the first of the changes that it carries.
  private void takeHistory(ConversationBody body) {
    String id = body.id().toString();
    conversations.ifPresent(
        id,
        present ->
            present
                .users()
                .forEach(user -> user.learnHistory(id, body.version(), isSinceJoining(body))));
  }

  private void tellOthers(
      ConversationBody body, byte[] event, byte[] conversation, Set<LocalUser> told) {
    boolean silent = body.change() == null || SILENT.contains(body.change());
    conversations.ifPresent(
        body.id().toString(),
        present -> {
          present.heardOf(body.version());
          present.learnBlocked(body.version(), !body.blockedBy().isEmpty());
          if (present.learn(body.version(), body.participantCount()) && !silent) {
            updates.tell(present, body, event, conversation, told);
          }
        });
  }

  private List<LocalUser> localUsers(Iterable<String> ids) {
    List<LocalUser> found = new ArrayList<>();
    for (String id : ids) {
      LocalUser user = UserId.isValid(id) ? sessions.user(new UserId(id)) : null;
      if (user != null) {
        found.add(user);
      }
    }
    return found;
  }

  private static Map<String, Long> joinedSeqs(ConversationBody body) {
    Map<String, Long> joined = new HashMap<>();
    body.participants().forEach(p -> joined.put(p.userId(), p.joinedSeq()));
    return joined;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
