package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.Traces;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.Mentions;
import dev.parley.message.access.WriteAccess;
import dev.parley.message.access.WriteAccesses;
import dev.parley.message.history.Slot;
import dev.parley.message.lane.NotStorableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Changes messages: the one way in, for REST, sockets and the suite itself. Who may is settled
/// here, as far as their place in the conversation says it; the rest by the message.
@Service
public class MessageChanger {

  private static final Logger log = LoggerFactory.getLogger(MessageChanger.class);

  private final ConversationAccess access;
  private final ChangeLanes lanes;
  private final ChangeProperties properties;

  MessageChanger(ConversationAccess access, ChangeLanes lanes, ChangeProperties properties) {
    this.access = access;
    this.lanes = lanes;
    this.properties = properties;
  }

  /// @return the message as it is afterwards, changed or not
  /// @throws DomainException why it was not done
  public MessageBody change(ChangeCommand command) {
    return switch (change(List.of(command)).getFirst()) {
      case ChangeResult.Done done -> done.message();
      case ChangeResult.Refused refused -> throw refused.reason();
    };
  }

  /// Does each by itself: one that is refused leaves the others alone.
  ///
  /// @return a result for each, in order
  public List<ChangeResult> change(List<ChangeCommand> commands) {
    long deadline = System.nanoTime() + properties.timeout().toNanos();
    List<Pending> all = commands.stream().map(Pending::new).toList();
    Map<ConversationId, WriteAccess> known = access.known(conversationsOf(all));
    List<Pending> unknown = new ArrayList<>();
    for (Pending pending : all) {
      @Nullable WriteAccess current = known.get(pending.command().conversationId());
      if (current == null) {
        unknown.add(pending);
      } else {
        submit(pending, current);
      }
    }
    if (!unknown.isEmpty()) {
      beside(() -> submitUnknown(unknown));
    }
    return all.stream().map(pending -> await(pending.result(), pending.slot(), deadline)).toList();
  }

  /// Does what the suite itself wants, which nobody has to be asked for.
  ///
  /// @return a result for each, in order
  public List<ChangeResult> changeBySuite(List<ChangeRequest> requests) {
    long deadline = System.nanoTime() + properties.timeout().toNanos();
    List<CompletableFuture<ChangeResult>> results = requests.stream().map(lanes::submit).toList();
    return IntStream.range(0, results.size())
        .mapToObj(i -> await(results.get(i), requests.get(i).slot(), deadline))
        .toList();
  }

  private record Pending(ChangeCommand command, CompletableFuture<ChangeResult> result) {

    Pending(ChangeCommand command) {
      this(command, new CompletableFuture<>());
    }

    Slot slot() {
      return new Slot(command.conversationId(), command.messageId());
    }

    void settleBy(Supplier<CompletableFuture<ChangeResult>> submission) {
      try {
        submission.get().thenAccept(result::complete);
      } catch (DomainException e) {
        result.complete(new ChangeResult.Refused(e));
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("change", command.change().wireName())
            .addKeyValue("conversation_id", command.conversationId())
            .addKeyValue("message_id", command.messageId())
            .setCause(e)
            .log("A change could not be looked into");
        result.complete(new ChangeResult.Refused(new NotStorableException()));
      }
    }
  }

  /// Those in conversations that are not known here, in one go, and in their order.
  private void submitUnknown(List<Pending> unknown) {
    WriteAccesses found = access.ofAll(conversationsOf(unknown));
    for (Pending pending : unknown) {
      try {
        submit(pending, found.of(pending.command().conversationId()));
      } catch (DomainException unavailable) {
        pending.result().complete(new ChangeResult.Refused(unavailable));
      }
    }
  }

  private void submit(Pending pending, @Nullable WriteAccess current) {
    ChangeCommand command = pending.command();
    if (current != null && current.isParticipant(command.actor())) {
      pending.settleBy(() -> submit(command, current));
    } else {
      beside(() ->
          pending.settleBy(
              () -> submit(command, access.checked(command.conversationId(), command.actor()))));
    }
  }

  /// Whom nobody here knows is asked about beside the batch, which must not wait for them.
  private static void beside(Runnable asking) {
    @Nullable String trace = Traces.current();
    Thread.ofVirtual()
        .name("change-access")
        .start(() -> {
          try (var _ = Traces.begin(trace)) {
            asking.run();
          }
        });
  }

  private static Set<ConversationId> conversationsOf(List<Pending> some) {
    return some.stream()
        .map(pending -> pending.command().conversationId())
        .collect(Collectors.toSet());
  }

  /// @throws DomainException where their place in the conversation does not allow it
  private CompletableFuture<ChangeResult> submit(ChangeCommand command, WriteAccess current) {
    UserId user = command.actor();
    if (!command.change().takesBack()) {
      current.requireWritable();
    }
    if (command.change() instanceof Change.Edit(_, List<String> mentions, _) && mentions != null) {
      Mentions.requireAllowed(mentions, current, user);
    }
    return lanes.submit(
        new ChangeRequest(
            new Slot(command.conversationId(), command.messageId()),
            new Actor(user, current.isAdmin(user), current.windowOf(user)),
            command.change(),
            Traces.current()));
  }

  private static ChangeResult await(
      CompletableFuture<ChangeResult> result, Slot slot, long deadline) {
    try {
      return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return givenUp(slot, "no outcome in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return givenUp(slot, "the wait was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("lanes never fail a result", e.getCause());
    }
  }

  private static ChangeResult givenUp(Slot slot, String cause) {
    log.atWarn()
        .addKeyValue("conversation_id", slot.conversationId())
        .addKeyValue("message_id", slot.id())
        .addKeyValue("cause", cause)
        .log("A change was given up; it may be stored all the same");
    return new ChangeResult.Refused(new UnavailableException("The message store"));
  }
}
