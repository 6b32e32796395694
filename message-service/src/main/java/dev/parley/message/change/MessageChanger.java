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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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
    Set<ConversationId> conversations =
        commands.stream().map(ChangeCommand::conversationId).collect(Collectors.toSet());
    WriteAccesses known = access.ofAll(conversations);
    List<CompletableFuture<ChangeResult>> results =
        commands.stream().map(command -> submit(command, known)).toList();
    return results.stream().map(result -> await(result, deadline)).toList();
  }

  /// Does what the suite itself wants, which nobody has to be asked for.
  ///
  /// @return a result for each, in order
  public List<ChangeResult> changeBySuite(List<ChangeRequest> requests) {
    long deadline = System.nanoTime() + properties.timeout().toNanos();
    return requests.stream().map(lanes::submit).toList().stream()
        .map(result -> await(result, deadline))
        .toList();
  }

  private CompletableFuture<ChangeResult> submit(ChangeCommand command, WriteAccesses known) {
    try {
      @Nullable WriteAccess current = known.of(command.conversationId());
      return current != null && current.isParticipant(command.actor())
          ? submit(command, current)
          : submitAsked(command);
    } catch (DomainException e) {
      return CompletableFuture.completedFuture(new ChangeResult.Refused(e));
    }
  }

  /// Whoever is no participant as far as is known here is asked about beside the batch, which must
  /// not wait for them.
  private CompletableFuture<ChangeResult> submitAsked(ChangeCommand command) {
    var result = new CompletableFuture<ChangeResult>();
    @Nullable String trace = Traces.current();
    Thread.ofVirtual()
        .name("change-access")
        .start(() -> {
          try (var _ = Traces.begin(trace)) {
            submit(command, access.checked(command.conversationId(), command.actor()))
                .thenAccept(result::complete);
          } catch (DomainException e) {
            result.complete(new ChangeResult.Refused(e));
          } catch (RuntimeException e) {
            log.atError().setCause(e).log("A change could not be looked into");
            result.complete(new ChangeResult.Refused(new NotStorableException()));
          }
        });
    return result;
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

  private static ChangeResult await(CompletableFuture<ChangeResult> result, long deadline) {
    try {
      return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new ChangeResult.Refused(new UnavailableException("The message store"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ChangeResult.Refused(new UnavailableException("The message store"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("lanes never fail a result", e.getCause());
    }
  }
}
