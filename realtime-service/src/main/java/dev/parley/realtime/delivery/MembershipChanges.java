package dev.parley.realtime.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Follows who comes into and goes out of conversations, and tells their sockets.
@Component
class MembershipChanges {

  /// For the suite's own services only: a participant is not told who has blocked whom.
  private static final List<String> INTERNAL =
      List.of("blocked_by", "participants_complete", "added", "removed");

  private static final Set<String> SILENT = Set.of("blocked", "unblocked");

  private final SessionRegistry sessions;
  private final LocalConversations conversations;
  private final CatchUp catchUp;

  MembershipChanges(SessionRegistry sessions, LocalConversations conversations, CatchUp catchUp) {
    this.sessions = sessions;
    this.conversations = conversations;
    this.catchUp = catchUp;
  }

  void take(ConsumerRecord<String, byte[]> record) {
    ConversationBody body = EventDecoder.body(record, ConversationBody.class);
    String id = body.id().toString();
    Set<String> added = new HashSet<>(orEmpty(body.added()));
    if (body.change() == null) {
      body.participants().forEach(participant -> added.add(participant.userId()));
    }
    List<LocalUser> here = localUsers(added);
    List<LocalUser> gone = localUsers(orEmpty(body.removed()));
    if (here.isEmpty() && gone.isEmpty() && !conversations.contains(id)) {
      return;
    }
    byte[] conversation = forSockets(record.value());
    here.forEach(user -> add(user, body, conversation));
    gone.forEach(user -> remove(user, body));
    if (body.change() != null && !SILENT.contains(body.change())) {
      tellOthers(id, conversation, new HashSet<>(here), body.participantCount());
    }
  }

  private void add(LocalUser user, ConversationBody body, byte[] conversation) {
    String id = body.id().toString();
    if (!user.learn(id, body.version(), true)) {
      return;
    }
    emit(user, EncodedEvent.of("added_to_conversation", wrapped(conversation)));
    catchUp.join(id, user, joinedSeq(body, user));
  }

  private void remove(LocalUser user, ConversationBody body) {
    String id = body.id().toString();
    if (user.learn(id, body.version(), false)) {
      conversations.ignore(id, user);
      byte[] gone = ("{\"conversation_id\":\"" + id + "\"}").getBytes(UTF_8);
      emit(user, EncodedEvent.of("removed_from_conversation", gone));
    }
  }

  private void tellOthers(String id, byte[] conversation, Set<LocalUser> told, int participants) {
    EncodedEvent event = EncodedEvent.of("conversation_updated", wrapped(conversation));
    conversations.ifPresent(
        id,
        present -> {
          present.participantCount(participants);
          present.listeners().stream()
              .filter(user -> !told.contains(user))
              .forEach(user -> emit(user, event));
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

  private static long joinedSeq(ConversationBody body, LocalUser user) {
    return body.participants().stream()
        .filter(participant -> participant.userId().equals(user.id().value()))
        .mapToLong(ConversationBody.Participant::joinedSeq)
        .findFirst()
        .orElse(body.lastSeq());
  }

  private static byte[] forSockets(byte[] record) {
    ObjectNode tree = (ObjectNode) Json.mapper().readTree(record);
    tree.remove(INTERNAL);
    return Json.mapper().writeValueAsBytes(tree);
  }

  private static byte[][] wrapped(byte[] conversation) {
    return new byte[][] {"{\"conversation\":".getBytes(UTF_8), conversation, {'}'}};
  }

  private static void emit(LocalUser user, EncodedEvent event) {
    for (Session session : user.sessions()) {
      session.connection().emit(event, Priority.NORMAL);
    }
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
