package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.web.InternalClients;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// The newest seq of conversations, from message-service, which gives them out.
@Component
class Heads {

  private static final Logger log = LoggerFactory.getLogger(Heads.class);
  private static final String NAME = "message-service";

  private record Request(Collection<ConversationId> ids) {}

  private record Head(ConversationId conversationId, long lastSeq) {}

  private record Answer(List<Head> items) {}

  private final RestClient http;
  private final CircuitBreaker breaker;
  private final Retry retry;

  Heads(
      InternalClients clients,
      ServicesProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.message(), services.timeout());
    this.breaker = breakers.circuitBreaker(NAME);
    this.retry = retries.retry(NAME);
  }

  /// @return what could be learnt: nothing while message-service is away
  Map<ConversationId, Long> of(Collection<ConversationId> conversations) {
    try {
      return retry.executeSupplier(() -> breaker.executeSupplier(() -> ask(conversations)));
    } catch (RestClientException | DomainException | CallNotPermittedException e) {
      log.atWarn()
          .addKeyValue("cause", e.toString())
          .log("message-service cannot be asked for its heads; markers go as far as is known");
      return Map.of();
    }
  }

  private Map<ConversationId, Long> ask(Collection<ConversationId> conversations) {
    Answer answer =
        http.post()
            .uri("/internal/heads")
            .body(new Request(conversations))
            .retrieve()
            .body(Answer.class);
    return answer == null
        ? Map.of()
        : answer.items().stream()
            .collect(Collectors.toMap(Head::conversationId, Head::lastSeq, Math::max));
  }
}
