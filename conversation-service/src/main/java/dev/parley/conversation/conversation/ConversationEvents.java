package dev.parley.conversation.conversation;

import dev.parley.common.event.BlockChanged;
import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.Event;
import dev.parley.common.id.UserId;
import dev.parley.common.outbox.Outbox;
import dev.parley.conversation.participant.Participants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Publishes conversations, in the transaction that changes them and under their row's lock.
///
/// An event carries all participants up to 1 000, where it stays within [#MAX_BYTES] with them.
/// Else it carries the change alone, and a change of many users becomes several events, each with
/// the next version: an event's size is bounded, and a reader that has seen every version has seen
/// every participant.
@Component
public class ConversationEvents {

  public static final String SOURCE = "/conversation-service";
  static final int MAX_PARTICIPANTS = 1000;

  /// With the longest ids, 512 bytes each and named twice, about 760 kB: within [#MAX_BYTES] too.
  static final int MAX_CHANGED = 500;

  /// Of an event's body. An id may have 512 bytes and a picture's address 2 048, so that a number
  /// of participants alone bounds little.
  static final int MAX_BYTES = 800_000;

  private static final String ADDED = "participants_added";

  private final JdbcClient jdbc;
  private final Participants participants;
  private final Outbox outbox;

  ConversationEvents(JdbcClient jdbc, Participants participants, Outbox outbox) {
    this.jdbc = jdbc;
    this.participants = participants;
    this.outbox = outbox;
  }

  /// @param users all participants
  public void created(Conversation conversation, List<UserId> users, Instant now) {
    Optional<Event> whole = whole(conversation, null, null, null, now);
    if (whole.isPresent()) {
      outbox.append(whole.get());
      return;
    }
    List<List<UserId>> parts = parts(users);
    outbox.append(delta(conversation, null, parts.getFirst(), null, null, now));
    for (List<UserId> part : parts.subList(1, parts.size())) {
      conversation.takeNextVersion();
      outbox.append(delta(conversation, ADDED, part, part, List.of(), now));
    }
  }

  /// A change of the conversation itself.
  public void updated(Conversation conversation, String change, Instant now) {
    outbox.append(changed(conversation, change, List.of(), null, null, now));
  }

  /// The users' roles have changed.
  public void roleChanged(Conversation conversation, UserId user, Instant now) {
    outbox.append(changed(conversation, "role_changed", List.of(user), null, null, now));
  }

  public void added(Conversation conversation, List<UserId> users, Instant now) {
    List<List<UserId>> parts = parts(users);
    outbox.append(changed(conversation, ADDED, parts.getFirst(), parts.getFirst(), List.of(), now));
    for (List<UserId> part : parts.subList(1, parts.size())) {
      conversation.takeNextVersion();
      outbox.append(changed(conversation, ADDED, part, part, List.of(), now));
    }
  }

  public void removed(Conversation conversation, UserId user, Instant now) {
    outbox.append(
        changed(conversation, "participants_removed", List.of(), List.of(), List.of(user), now));
  }

  /// The group is gone: nobody is in it.
  ///
  /// @param users all who ever were
  void deleted(Conversation conversation, List<UserId> users, Instant now) {
    List<List<UserId>> parts = parts(users);
    outbox.append(ended(conversation, parts.getFirst(), now));
    for (List<UserId> part : parts.subList(1, parts.size())) {
      conversation.takeNextVersion();
      outbox.append(ended(conversation, part, now));
    }
  }

  private Event ended(Conversation conversation, List<UserId> users, Instant now) {
    return Event.of(body(conversation, List.of(), true, "deleted", List.of(), users), SOURCE, now);
  }

  /// Whether there is a conversation of the two or not.
  public void blockChanged(UserId blocker, UserId blocked, boolean blocks, Instant now) {
    outbox.append(
        Event.of(new BlockChanged(blocker.value(), blocked.value(), blocks, now), SOURCE, now));
  }

  private Event changed(
      Conversation conversation,
      String change,
      List<UserId> touched,
      @Nullable List<UserId> added,
      @Nullable List<UserId> removed,
      Instant now) {
    return whole(conversation, change, added, removed, now)
        .orElseGet(() -> delta(conversation, change, touched, added, removed, now));
  }

  /// With all participants, unless they are too many or their names too long.
  private Optional<Event> whole(
      Conversation conversation,
      @Nullable String change,
      @Nullable List<UserId> added,
      @Nullable List<UserId> removed,
      Instant now) {
    if (conversation.participantCount() > MAX_PARTICIPANTS) {
      return Optional.empty();
    }
    ConversationBody body =
        body(conversation, everybody(conversation), true, change, added, removed);
    return Optional.of(Event.of(body, SOURCE, now)).filter(e -> e.data().length <= MAX_BYTES);
  }

  private Event delta(
      Conversation conversation,
      @Nullable String change,
      List<UserId> touched,
      @Nullable List<UserId> added,
      @Nullable List<UserId> removed,
      Instant now) {
    List<ConversationBody.Participant> those =
        participants.those(conversation.conversationId(), touched);
    return Event.of(body(conversation, those, false, change, added, removed), SOURCE, now);
  }

  private List<ConversationBody.Participant> everybody(Conversation conversation) {
    return participants.page(conversation.conversationId(), null, MAX_PARTICIPANTS);
  }

  private ConversationBody body(
      Conversation conversation,
      List<ConversationBody.Participant> shown,
      boolean complete,
      @Nullable String change,
      @Nullable Collection<UserId> added,
      @Nullable Collection<UserId> removed) {
    ConversationSummary summary = conversation.summary();
    // One body is for all of them, and not all may read what was before they joined.
    Newest newest =
        conversation.hidesWhatWasBefore()
            ? newest(conversation).withoutMessage()
            : newest(conversation);
    return new ConversationBody(
        summary.id(),
        summary.type().wireName(),
        summary.name(),
        summary.avatarUrl(),
        summary.context(),
        summary.about() == null ? null : summary.about().byPlatform(),
        summary.state().wireName(),
        summary.history().wireName(),
        summary.metadataNode(),
        summary.createdBy(),
        summary.createdAt(),
        summary.updatedAt(),
        summary.version(),
        newest.lastSeq(),
        newest.rev(),
        newest.at(),
        newest.message(),
        summary.participantCount(),
        bounded(shown),
        complete,
        conversation.blockedBy(),
        change,
        values(added),
        values(removed));
  }

  /// Names and pictures go with those that a client is shown, the first.
  private static List<ConversationBody.Participant> bounded(
      List<ConversationBody.Participant> participants) {
    List<ConversationBody.Participant> bounded = new ArrayList<>(participants);
    for (int i = ConversationView.SHOWN_PARTICIPANTS; i < bounded.size(); i++) {
      bounded.set(i, nameless(bounded.get(i)));
    }
    return bounded;
  }

  private static ConversationBody.Participant nameless(ConversationBody.Participant participant) {
    return new ConversationBody.Participant(
        participant.userId(),
        null,
        null,
        null,
        participant.role(),
        participant.joinedAt(),
        participant.joinedSeq(),
        participant.readSeq(),
        participant.deliveredSeq());
  }

  private Newest newest(Conversation conversation) {
    return jdbc.sql("SELECT * FROM activity WHERE conversation_id = :conversation")
        .param("conversation", conversation.conversationId().value())
        .query((row, _) -> Newest.of(row))
        .optional()
        .orElse(Newest.NONE);
  }

  private static List<List<UserId>> parts(List<UserId> users) {
    List<List<UserId>> parts = new ArrayList<>();
    for (int from = 0; from < users.size(); from += MAX_CHANGED) {
      parts.add(users.subList(from, Math.min(users.size(), from + MAX_CHANGED)));
    }
    return parts;
  }

  private static @Nullable List<String> values(@Nullable Collection<UserId> users) {
    return users == null ? null : users.stream().map(UserId::value).toList();
  }
}
