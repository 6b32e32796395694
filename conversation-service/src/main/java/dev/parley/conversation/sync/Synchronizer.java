package dev.parley.conversation.sync;

import dev.parley.common.id.ConversationId;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.conversation.ConversationViews;
import dev.parley.conversation.conversation.FormerViews;
import dev.parley.conversation.message.MessageChanges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells a device what it has missed.
///
/// The order is what makes it whole. First the moment is taken that the next sync begins at, then
/// the conversations with news are found, then the messages, then the conversations as they are: a
/// change that comes in between may be told twice, and none is left out.
@Component
class Synchronizer {

  /// Conversations that are looked at for one answer.
  static final int LOOKED_AT = 1_000;

  private static final int CONVERSATION_BYTES = 1_000;
  private static final int PARTICIPANT_BYTES = 250;

  /// As PostgreSQL orders UUIDs, which Java does not.
  private static final Comparator<ConversationId> BY_ID =
      Comparator.comparing(ConversationId::toString);

  private final NewsLog news;
  private final MessageChanges changes;
  private final ConversationViews views;
  private final FormerViews formerViews;

  Synchronizer(
      NewsLog news, MessageChanges changes, ConversationViews views, FormerViews formerViews) {
    this.news = news;
    this.changes = changes;
    this.views = views;
    this.formerViews = formerViews;
  }

  /// @throws dev.parley.common.problem.DomainException `unavailable` while message-service cannot
  ///   be asked: without the messages it would be a hole
  SyncAnswer sync(SyncCommand command, SyncLimits limits) {
    SyncToken token = SyncToken.of(command.since(), news.moment());
    List<Membership> looked =
        news.page(command.user(), token, command.known().keySet(), LOOKED_AT + 1);
    boolean all = looked.size() <= LOOKED_AT;
    List<Membership> page = all ? looked : looked.subList(0, LOOKED_AT);
    List<MessageChanges.Query> queries = queries(page, command, token);
    MessageChanges.Found found =
        changes.of(command.user(), queries, limits.changes(), limits.bytes());
    Map<ConversationId, MessageChanges.Changes> changed =
        found.items().stream()
            .collect(Collectors.toMap(MessageChanges.Changes::conversationId, Function.identity()));
    List<Membership> told = new ArrayList<>();
    @Nullable ConversationId beyond =
        found.reached() < queries.size() ? queries.get(found.reached()).conversationId() : null;
    @Nullable ConversationId end = take(page, changed.keySet(), beyond, limits, told);
    if (end == null && !all) {
      end = page.getLast().conversationId();
    }
    List<SyncAnswer.Item> items = items(command, told, changed);
    items.addAll(strangers(command, looked, token.after(), end));
    SyncToken next = end == null ? token.finished() : token.continuedAfter(end);
    return new SyncAnswer(items, next.encoded(), end != null);
  }

  /// What a device that was told everything up to its token does not name, it may hold all the
  /// same: a request has room for so many. Only what has news is told of it then, and from the
  /// first message on.
  private static List<MessageChanges.Query> queries(
      List<Membership> page, SyncCommand command, SyncToken token) {
    return page.stream()
        .filter(m -> !m.ended())
        .filter(m ->
            m.news()
                || !m.former()
                    && (!token.isDelta() || command.known().containsKey(m.conversationId())))
        .map(m ->
            new MessageChanges.Query(
                m.conversationId(),
                command.revOf(m.conversationId()),
                m.fromSeq(),
                m.toSeq(),
                m.leftRev(),
                m.leftAt()))
        .toList();
  }

  /// Takes those with news, as far as they fit in.
  ///
  /// @param beyond the first whose messages were not looked at
  /// @return the last one that is dealt with, or null when all are
  private static @Nullable ConversationId take(
      List<Membership> page,
      Set<ConversationId> changed,
      @Nullable ConversationId beyond,
      SyncLimits limits,
      List<Membership> told) {
    long bytes = 0;
    @Nullable ConversationId last = null;
    for (Membership membership : page) {
      ConversationId id = membership.conversationId();
      boolean tells = membership.news() || membership.ended() || changed.contains(id);
      bytes += tells ? bytesOf(membership) : 0;
      boolean full =
          tells
              && !told.isEmpty()
              && (told.size() == limits.conversations() || bytes > limits.bytes());
      if (id.equals(beyond) || full) {
        return last;
      }
      if (tells) {
        told.add(membership);
      }
      last = id;
    }
    return null;
  }

  private static long bytesOf(Membership membership) {
    return CONVERSATION_BYTES + (long) PARTICIPANT_BYTES * membership.shownParticipants();
  }

  private List<SyncAnswer.Item> items(
      SyncCommand command,
      List<Membership> told,
      Map<ConversationId, MessageChanges.Changes> changed) {
    Map<ConversationId, ConversationView> seen = new HashMap<>();
    views.of(ids(told, false), command.user()).forEach(view -> seen.put(view.id(), view));
    formerViews.of(ids(told, true), command.user()).forEach(view -> seen.put(view.id(), view));
    List<SyncAnswer.Item> items = new ArrayList<>(told.size());
    for (Membership membership : told) {
      ConversationId id = membership.conversationId();
      @Nullable ConversationView view = seen.get(id);
      if (membership.ended()) {
        items.add(gone(id));
      }
      // Whoever has come or gone in this moment is told so next time: their row is newer than it.
      if (view != null) {
        items.add(item(membership, view, changed.get(id), command.revOf(id)));
      }
    }
    return items;
  }

  /// Messages that the user may read since the history is shown have not changed: the device has to
  /// fetch them.
  private static SyncAnswer.Item item(
      Membership membership,
      ConversationView view,
      MessageChanges.@Nullable Changes messages,
      long held) {
    boolean reset = membership.grown() || (messages != null && !messages.complete());
    return new SyncAnswer.Item(
        view,
        messages == null || reset ? List.of() : messages.changes(),
        messages == null ? held : messages.rev(),
        reset,
        membership.former());
  }

  private static Collection<ConversationId> ids(List<Membership> told, boolean former) {
    return told.stream()
        .filter(membership -> membership.former() == former)
        .map(Membership::conversationId)
        .toList();
  }

  /// What the device has and the user has nothing to do with, or nobody has: it is to go.
  private static List<SyncAnswer.Item> strangers(
      SyncCommand command,
      List<Membership> looked,
      @Nullable ConversationId after,
      @Nullable ConversationId end) {
    Set<ConversationId> strange = new HashSet<>(command.known().keySet());
    looked.forEach(membership -> strange.remove(membership.conversationId()));
    return strange.stream()
        .filter(id -> after == null || BY_ID.compare(id, after) > 0)
        .filter(id -> end == null || BY_ID.compare(id, end) <= 0)
        .sorted(BY_ID)
        .map(Synchronizer::gone)
        .toList();
  }

  private static SyncAnswer.Item gone(ConversationId id) {
    return new SyncAnswer.Item(new SyncAnswer.Nothing(id), List.of(), 0, true, true);
  }
}
