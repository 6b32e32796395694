package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.NotFoundException;
import dev.parley.message.change.Reactions.Mark;
import dev.parley.message.history.Slot;
import dev.parley.message.ordering.ConversationLock;
import dev.parley.message.ordering.Head;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Applies a batch of changes in one transaction, under the locks that sends take too: each change
/// takes its conversation's next rev, and its event stands in the outbox in that order. What was so
/// already takes nothing.
///
/// A change may carry others along: a deletion takes its previews out of the messages that quote
/// it, and itself off its thread's count. Each of these is a change of its own, with its own rev.
@Component
class ChangeApplier {

  private static final String THREAD = "thread";
  private static final String REPLY = "reply";

  private final ConversationLock lock;
  private final ChangeLoader loader;
  private final ChangeWriter writer;
  private final LeftQuotes quotes;
  private final ChangeProperties properties;

  ChangeApplier(
      ConversationLock lock,
      ChangeLoader loader,
      ChangeWriter writer,
      LeftQuotes quotes,
      ChangeProperties properties) {
    this.lock = lock;
    this.loader = loader;
    this.writer = writer;
    this.quotes = quotes;
    this.properties = properties;
  }

  /// @return a result for each, in order
  /// @throws org.springframework.dao.DataAccessException when nothing was changed, or when it
  ///   cannot be known whether the commit came through
  List<ChangeResult> apply(List<ChangeRequest> batch) {
    SequencedSet<ConversationId> conversations = new TreeSet<>();
    batch.forEach(request -> conversations.add(request.slot().conversationId()));
    return lock.withExisting(
        conversations,
        (heads, now) -> {
          var space = new Workspace(heads, now);
          loader.load(ofThoseThatAreThere(batch, heads), space);
          List<ChangeResult> results = batch.stream().map(r -> applyOne(r, space)).toList();
          writer.write(space);
          settleQuotes(batch, space);
          return results;
        });
  }

  /// What was in a conversation that is deleted is as good as gone.
  private static List<ChangeRequest> ofThoseThatAreThere(
      List<ChangeRequest> batch, Map<ConversationId, Head> heads) {
    return batch.stream()
        .filter(request -> {
          @Nullable Head head = heads.get(request.slot().conversationId());
          return head == null || !head.isEnded();
        })
        .toList();
  }

  /// Remembers the deletions that may have left previews, until none are left.
  private void settleQuotes(List<ChangeRequest> batch, Workspace space) {
    List<Slot> deleted =
        batch.stream()
            .filter(r -> ChangeLoader.takesQuotes(r.change()))
            .map(ChangeRequest::slot)
            .filter(slot -> {
              StoredMessage message = space.find(slot);
              return message != null && message.isDeleted();
            })
            .toList();
    if (space.leavesQuotes()) {
      quotes.remember(deleted);
    } else if (batch.stream().anyMatch(r -> r.change() instanceof Change.ForgetQuotes)) {
      quotes.forget(deleted);
    }
  }

  private ChangeResult applyOne(ChangeRequest request, Workspace space) {
    @Nullable StoredMessage message = space.find(request.slot());
    if (message == null || !request.actor().window().contains(message.seq())) {
      return new ChangeResult.Refused(new NotFoundException("message"));
    }
    boolean wasPinned = message.isPinned();
    try {
      if (!perform(request, message, space)) {
        return new ChangeResult.Unchanged(message.body(null));
      }
    } catch (DomainException e) {
      return new ChangeResult.Refused(e);
    }
    space.countPin(
        request.slot().conversationId(), (message.isPinned() ? 1 : 0) - (wasPinned ? 1 : 0));
    space.record(message, request.change().wireName(), request.trace());
    if (request.change() instanceof Change.Delete) {
      afterDeletion(message, space, request.trace());
    }
    return new ChangeResult.Changed(message.body(null));
  }

  private boolean perform(ChangeRequest request, StoredMessage message, Workspace space) {
    Actor actor = request.actor();
    long rev = space.nextRev(message);
    return switch (request.change()) {
      case Change.Edit edit -> message.edit(edit, actor, space.now(), properties.editWithin(), rev);
      case Change.Delete _ -> message.delete(actor, space.now());
      case Change.React(String emoji) -> message.react(new Mark(emoji, actor.id().value()), rev);
      case Change.Unreact(String emoji) -> message.unreact(new Mark(emoji, actor.id().value()));
      case Change.Pin _ ->
          message.pin(space.pinnedIn(request.slot().conversationId()), properties.maxPins());
      case Change.Unpin _ -> message.unpin();
      case Change.Attach(MessageBody.Attachment attachment) -> message.attach(attachment);
      case Change.ForgetQuotes _ -> {
        forgetQuotes(message, space, request.trace());
        yield false;
      }
    };
  }

  private static void afterDeletion(
      StoredMessage deleted, Workspace space, @Nullable String trace) {
    forgetQuotes(deleted, space, trace);
    @Nullable StoredMessage root = space.rootOf(deleted);
    if (root != null) {
      root.countReplies(-1);
      space.record(root, THREAD, trace);
    }
  }

  private static void forgetQuotes(StoredMessage deleted, Workspace space, @Nullable String trace) {
    for (StoredMessage answer : space.quoting(deleted)) {
      if (answer.forgetQuote()) {
        space.record(answer, REPLY, trace);
      }
    }
  }
}
