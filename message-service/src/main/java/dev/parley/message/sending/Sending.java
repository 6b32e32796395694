package dev.parley.message.sending;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import dev.parley.message.access.WriteAccess;
import dev.parley.message.lane.NotStorableException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.dao.DataAccessException;

/// One send on its way through [MessageSender]'s steps: each brings it further or settles it. One
/// thread at a time works on it; a step that ran out of time may still end later, and then changes
/// nothing, because what settled it first stays.
final class Sending {

  private static final Logger log = LoggerFactory.getLogger(Sending.class);

  private final @Nullable SendRequest request;
  private final @Nullable String trace;
  private volatile @Nullable SendCommand command;
  private volatile @Nullable WriteAccess access;
  private volatile boolean accessKnown;
  private volatile @Nullable NewMessage message;
  private volatile @Nullable CompletableFuture<SendResult> result;
  private volatile boolean waitsForEarlier;
  private volatile @Nullable Runnable whenStored;

  Sending(SendRequest request, @Nullable String trace) {
    this.request = request;
    this.trace = trace;
  }

  /// One that needs no check any more.
  Sending(SendCommand command, @Nullable String trace) {
    this.request = null;
    this.command = command;
    this.trace = trace;
  }

  /// @throws NullPointerException for one that was made of a command
  SendRequest request() {
    return Objects.requireNonNull(request);
  }

  @Nullable String trace() {
    return trace;
  }

  /// What it asks for, once it has been checked.
  SendCommand command() {
    return Objects.requireNonNull(command);
  }

  void command(SendCommand checked) {
    command = checked;
  }

  /// What is known of its conversation; null when there is none.
  @Nullable WriteAccess access() {
    return access;
  }

  void access(@Nullable WriteAccess known) {
    access = known;
    accessKnown = true;
  }

  /// Whether nobody has said yet who may write in its conversation.
  boolean lacksAccess() {
    return !accessKnown;
  }

  NewMessage message() {
    return Objects.requireNonNull(message);
  }

  void message(NewMessage ready) {
    message = ready;
  }

  /// What is left to do, beside its sender's answer, once it is stored.
  void whenStored(Runnable action) {
    whenStored = action;
  }

  /// Settles it by what becomes of its message.
  void storedBy(CompletableFuture<SendResult> storing) {
    settleBy(storing);
    @Nullable Runnable action = whenStored;
    if (action != null) {
      storing.thenAccept(outcome -> {
        if (outcome instanceof SendResult.Stored) {
          Thread.ofVirtual().name("when-stored").start(action);
        }
      });
    }
  }

  /// Whether nothing has settled it yet.
  boolean isOpen() {
    return result == null;
  }

  boolean lacksMessage() {
    return message == null;
  }

  /// Whether only its recipient is known.
  boolean lacksAddress() {
    return command().recipientId() != null;
  }

  /// Leaves it to be prepared once the batch's earlier sends are stored.
  void waitForEarlier() {
    waitsForEarlier = true;
  }

  boolean isWaitingForEarlier() {
    return waitsForEarlier;
  }

  /// Whether it refers to that other send's message.
  boolean answers(Sending other) {
    SendCommand first = other.command;
    return first != null
        && command().namesMessage(first.id())
        && command().destination().equals(first.conversationId());
  }

  /// Takes a step, which settles it when it is refused.
  void attempt(Consumer<Sending> step) {
    try {
      step.accept(this);
    } catch (DomainException e) {
      refuse(e);
    } catch (DataAccessException e) {
      about(log.atWarn())
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A send could not be looked into");
      refuse(new UnavailableException("The message store"));
    } catch (RuntimeException e) {
      about(log.atError()).setCause(e).log("A send could not be looked into");
      refuse(new NotStorableException());
    }
  }

  /// Before it has been checked, its sender is all that is known for certain.
  private LoggingEventBuilder about(LoggingEventBuilder event) {
    SendCommand checked = command;
    return checked == null
        ? event.addKeyValue("user_id", request().sender())
        : event
            .addKeyValue("user_id", checked.sender())
            .addKeyValue(
                checked.recipientId() == null ? "conversation_id" : "recipient_id",
                checked.recipientId() == null ? checked.conversationId() : checked.recipientId())
            .addKeyValue("message_id", checked.id());
  }

  void refuse(DomainException reason) {
    settle(new SendResult.Refused(reason));
  }

  /// Tells its sender that it was waited for too long. Whoever is asked may answer yet, and leave
  /// no line of its own.
  ///
  /// @param what has not come, as its sender is told
  synchronized void giveUp(String what) {
    if (result != null) {
      return;
    }
    // Before its sender can know: whoever has the answer finds the line.
    about(log.atWarn())
        .addKeyValue("lacking", lacksAddress() || lacksAccess() ? "conversation-service" : what)
        .addKeyValue("cause", "no answer in time")
        .log("A send was given up");
    refuse(new UnavailableException(what));
  }

  void settle(SendResult settled) {
    settleBy(CompletableFuture.completedFuture(settled));
  }

  synchronized void settleBy(CompletableFuture<SendResult> settling) {
    if (result == null) {
      result = settling;
    }
  }

  /// Waits for what becomes of it, and says `unavailable` where that takes too long.
  ///
  /// @param deadline by [System#nanoTime()]
  SendResult await(long deadline) {
    @Nullable SendResult outcome = outcome(deadline);
    if (outcome != null) {
      return outcome;
    }
    about(log.atWarn())
        .addKeyValue("cause", "its transaction has not ended in time")
        .log("A send was given up; it may be stored all the same");
    return new SendResult.Refused(new UnavailableException("The message store"));
  }

  /// Waits for what becomes of it, for another's sake.
  void pass(long deadline) {
    outcome(deadline);
  }

  private @Nullable SendResult outcome(long deadline) {
    try {
      return Objects.requireNonNull(result)
          .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("lanes never fail a result", e.getCause());
    }
  }
}
