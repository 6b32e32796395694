package dev.parley.conversation.message;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.web.GuardedCalls;
import dev.parley.common.web.InternalClients;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// The messages themselves, as message-service has them.
@Component
public class StoredMessages {

  private static final String NAME = "message-service";
  private static final int PAGE = 500;

  private record Page(List<MessageBody> items, boolean hasMore) {}

  private final RestClient http;
  private final GuardedCalls calls;

  StoredMessages(
      InternalClients clients,
      ServicesProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.message(), services.timeout());
    this.calls = new GuardedCalls(NAME, breakers, retries);
  }

  /// Hands over each message after the seq, to the newest, a page of them in memory at a time.
  ///
  /// @throws dev.parley.common.problem.DomainException `unavailable`
  public void after(ConversationId conversation, long seq, Consumer<MessageBody> taker) {
    Page page;
    long reached = seq;
    do {
      page = page(conversation, reached);
      page.items().forEach(taker);
      reached = page.items().isEmpty() ? reached : page.items().getLast().seq();
    } while (page.hasMore() && !page.items().isEmpty());
  }

  private Page page(ConversationId conversation, long after) {
    return calls.get(() ->
        Objects.requireNonNull(
            http.get()
                .uri(
                    "/internal/conversations/{id}/messages?after_seq={seq}&limit={limit}",
                    conversation.value(),
                    after,
                    PAGE)
                .retrieve()
                .body(Page.class)));
  }
}
