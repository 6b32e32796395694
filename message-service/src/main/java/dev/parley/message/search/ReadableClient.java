package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.GuardedCalls;
import dev.parley.common.web.InternalClients;
import dev.parley.message.access.ServicesProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// Asks conversation-service what someone may read. Each search asks anew: whoever was taken out of
/// a conversation a moment ago finds nothing that was said in it since.
@Component
class ReadableClient {

  private static final String NAME = "conversation-service";

  private final RestClient http;
  private final GuardedCalls calls;

  ReadableClient(
      InternalClients clients,
      ServicesProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.conversation(), services.timeout());
    this.calls = new GuardedCalls(NAME, breakers, retries);
  }

  private record Request(UserId userId, @Nullable ConversationId conversationId) {}

  private record Items(List<Readable> items) {}

  /// @param only where not null, that conversation alone
  /// @throws dev.parley.common.problem.DomainException `unavailable`
  List<Readable> of(UserId user, @Nullable ConversationId only) {
    return calls.get(() ->
        Objects.requireNonNull(
                http.post()
                    .uri("/internal/readable")
                    .body(new Request(user, only))
                    .retrieve()
                    .body(Items.class))
            .items());
  }
}
