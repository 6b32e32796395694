package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.message.change.Reactions.Mark;
import dev.parley.message.history.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Brings in, under the locks, all that a batch of changes may touch: a statement for each kind of
/// thing, whatever the batch's size.
@Component
class ChangeLoader {

  /// Previews that one deletion's transaction takes away; the rest goes in later ones.
  static final int MAX_QUOTES = 500;

  private final ChangeStore store;
  private final ReactionStore reactions;

  ChangeLoader(ChangeStore store, ReactionStore reactions) {
    this.store = store;
    this.reactions = reactions;
  }

  void load(List<ChangeRequest> batch, Workspace space) {
    add(store.find(batch.stream().map(ChangeRequest::slot).collect(Collectors.toSet())), space);
    loadWhatDeletionsTouch(batch, space);
    loadReactors(batch, space);
    Set<ConversationId> pinning =
        batch.stream()
            .filter(r -> r.change() instanceof Change.Pin)
            .map(r -> r.slot().conversationId())
            .collect(Collectors.toSet());
    if (!pinning.isEmpty()) {
      space.pinned(store.pinned(pinning));
    }
  }

  private void add(Collection<MessageBody> messages, Workspace space) {
    for (MessageBody message : messages) {
      space.add(
          message,
          (emoji, limit) -> reactions.first(message.conversationId(), message.seq(), emoji, limit));
    }
  }

  private void loadWhatDeletionsTouch(List<ChangeRequest> batch, Workspace space) {
    List<StoredMessage> touched =
        batch.stream()
            .filter(r -> takesQuotes(r.change()))
            .flatMap(r -> Stream.ofNullable(space.find(r.slot())))
            .toList();
    if (touched.isEmpty()) {
      return;
    }
    Set<Slot> slots = touched.stream().map(ChangeLoader::slotOf).collect(Collectors.toSet());
    List<MessageBody> quoting = store.quoting(slots, MAX_QUOTES);
    add(quoting, space);
    space.leavesQuotes(quoting.size() == MAX_QUOTES);
    Set<Slot> roots =
        touched.stream()
            .filter(m -> !m.isDeleted())
            .map(StoredMessage::stored)
            .filter(m -> m.threadRoot() != null)
            .map(m -> new Slot(m.conversationId(), Objects.requireNonNull(m.threadRoot())))
            .collect(Collectors.toSet());
    if (!roots.isEmpty()) {
      add(store.find(roots), space);
    }
  }

  static boolean takesQuotes(Change change) {
    return change instanceof Change.Delete || change instanceof Change.ForgetQuotes;
  }

  private void loadReactors(List<ChangeRequest> batch, Workspace space) {
    Set<Reactor> asked =
        batch.stream()
            .flatMap(r -> Stream.ofNullable(reactor(r, space)))
            .collect(Collectors.toSet());
    if (asked.isEmpty()) {
      return;
    }
    Set<Reactor> existing = reactions.existing(asked);
    for (ChangeRequest request : batch) {
      @Nullable Reactor reactor = reactor(request, space);
      if (reactor != null && existing.contains(reactor)) {
        Objects.requireNonNull(space.find(request.slot()))
            .reactions()
            .know(new Mark(reactor.emoji(), reactor.userId()));
      }
    }
  }

  private static @Nullable Reactor reactor(ChangeRequest request, Workspace space) {
    @Nullable String emoji =
        switch (request.change()) {
          case Change.React(String added) -> added;
          case Change.Unreact(String removed) -> removed;
          default -> null;
        };
    @Nullable StoredMessage message = space.find(request.slot());
    return emoji == null || message == null
        ? null
        : new Reactor(
            request.slot().conversationId(), message.seq(), emoji, request.actor().id().value());
  }

  private static Slot slotOf(StoredMessage message) {
    return new Slot(message.stored().conversationId(), message.stored().id());
  }
}
