package dev.parley.conversation.message;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.web.GuardedCalls;
import dev.parley.common.web.InternalClients;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// The newest seq of conversations, from message-service, which gives them out.
@Component
public class Heads {

  private static final Logger log = LoggerFactory.getLogger(Heads.class);
  private static final String NAME = "message-service";

  private record Request(Collection<ConversationId> ids) {}

  /// @param lastSeq of its newest message
  /// @param lastRev of its last change
  public record Head(ConversationId conversationId, long lastSeq, long lastRev) {}

  private record Answer(List<Head> items) {}

  private final RestClient http;
  private final GuardedCalls calls;

  Heads(
      InternalClients clients,
      ServicesProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.message(), services.timeout());
    this.calls = new GuardedCalls(NAME, breakers, retries);
  }

  /// Those that have messages.
  ///
  /// @throws DomainException `unavailable`
  public Map<ConversationId, Head> inFull(Collection<ConversationId> conversations) {
    return calls.get(() -> heads(conversations));
  }

  /// @return what could be learnt: nothing while message-service is away
  public Map<ConversationId, Long> of(Collection<ConversationId> conversations) {
    try {
      return calls.get(() -> ask(conversations));
    } catch (DomainException e) {
      log.atInfo().addKeyValue("cause", e.detail()).log("The newest seqs cannot be learnt now");
      return Map.of();
    }
  }

  /// @return empty while message-service is away; 0 for a conversation without a message
  public OptionalLong of(ConversationId conversation) {
    try {
      return OptionalLong.of(
          calls.get(() -> ask(List.of(conversation))).getOrDefault(conversation, 0L));
    } catch (DomainException e) {
      log.atInfo().addKeyValue("cause", e.detail()).log("The newest seq cannot be learnt now");
      return OptionalLong.empty();
    }
  }

  private Map<ConversationId, Long> ask(Collection<ConversationId> conversations) {
    return heads(conversations).values().stream()
        .collect(Collectors.toMap(Head::conversationId, Head::lastSeq));
  }

  private Map<ConversationId, Head> heads(Collection<ConversationId> conversations) {
    Answer answer =
        http.post()
            .uri("/internal/heads")
            .body(new Request(conversations))
            .retrieve()
            .body(Answer.class);
    return answer == null
        ? Map.of()
        : answer.items().stream()
            .collect(
                Collectors.toMap(
                    Head::conversationId,
                    Function.identity(),
                    (a, b) -> a.lastRev() >= b.lastRev() ? a : b));
  }
}
