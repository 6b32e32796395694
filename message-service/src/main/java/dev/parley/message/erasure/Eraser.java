package dev.parley.message.erasure;

import dev.parley.common.event.Event;
import dev.parley.common.event.UserErased;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.outbox.Outbox;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.change.Actor;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeRequest;
import dev.parley.message.change.ChangeResult;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Slot;
import dev.parley.message.ordering.MessageEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Erases a user: their reactions go, their messages become tombstones, batch by batch through the
/// same transactions as every other change. What is done is found done: it may stop anywhere and go
/// on later, elsewhere.
///
/// What was on its way to be stored meanwhile is found by a second look, some minutes later: by
/// then no send that was taken before the deletion is still under way, and no token of theirs is.
@Component
class Eraser {

  static final Duration LEASE = Duration.ofMinutes(1);
  private static final int BATCH = 100;

  private final Erasures erasures;
  private final Belongings belongings;
  private final MessageChanger changer;
  private final Completion completion;
  private final Clock clock;

  Eraser(
      Erasures erasures,
      Belongings belongings,
      MessageChanger changer,
      Completion completion,
      Clock clock) {
    this.erasures = erasures;
    this.belongings = belongings;
    this.changer = changer;
    this.completion = completion;
    this.clock = clock;
  }

  /// Says that a user is erased, once, with the last of the first look.
  @Component
  static class Completion {

    private final Erasures erasures;
    private final Belongings belongings;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final ErasureProperties properties;

    Completion(
        Erasures erasures,
        Belongings belongings,
        Outbox outbox,
        TransactionTemplate transaction,
        ErasureProperties properties) {
      this.erasures = erasures;
      this.belongings = belongings;
      this.outbox = outbox;
      this.transaction = transaction;
      this.properties = properties;
    }

    void complete(UserId user, Clock clock) {
      transaction.executeWithoutResult(_ -> {
        belongings.eraseReports(user);
        Optional<Long> messages = erasures.complete(user, clock.instant(), properties.againAfter());
        messages.ifPresent(count -> {
          var body = new UserErased(user.value(), count, clock.instant());
          outbox.append(Event.of(body, MessageEvents.SOURCE, clock.instant()));
        });
      });
    }
  }

  /// @throws InterruptedErasureException when the store takes no more for now
  void erase(UserId user) {
    eraseReactions(user);
    Optional<Belongings.Place> next = belongings.placeAfter(user, Belongings.Place.FIRST);
    while (next.isPresent()) {
      ConversationId conversation = next.get().conversation();
      eraseMessages(user, conversation, next.get().erasedSeq());
      belongings.erased(user, conversation, next.get().lastSeq());
      next = belongings.placeAfter(user, conversation);
    }
    completion.complete(user, clock);
  }

  private void eraseReactions(UserId user) {
    Actor actor = new Actor(user, false, ReadWindow.ALL);
    List<Belongings.Reaction> some = belongings.reactions(user, BATCH);
    while (!some.isEmpty()) {
      apply(
          user,
          some.stream()
              .map(r -> new ChangeRequest(r.slot(), actor, new Change.Unreact(r.emoji()), null))
              .toList(),
          0);
      some = belongings.reactions(user, BATCH);
    }
  }

  private void eraseMessages(UserId user, ConversationId conversation, long fromSeq) {
    long after = fromSeq;
    List<Belongings.Message> some;
    do {
      some = belongings.messages(user, conversation, after, BATCH);
      apply(
          user,
          some.stream()
              .map(m ->
                  new ChangeRequest(
                      new Slot(conversation, m.id()), Actor.SUITE, new Change.Delete(), null))
              .toList(),
          1);
      after = some.isEmpty() ? after : some.getLast().seq();
    } while (some.size() == BATCH);
  }

  /// @param counted messages that each change makes a tombstone
  private void apply(UserId user, List<ChangeRequest> requests, int counted) {
    List<ChangeResult> results = changer.changeBySuite(requests);
    long changed = results.stream().filter(ChangeResult.Changed.class::isInstance).count();
    erasures.progress(user, changed * counted, clock.instant(), LEASE);
    if (results.stream().anyMatch(ChangeResult.Refused.class::isInstance)) {
      throw new InterruptedErasureException(user);
    }
  }
}
