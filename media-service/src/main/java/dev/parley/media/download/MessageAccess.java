package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.GuardedCalls;
import dev.parley.common.web.InternalClients;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// Asks message-service, which knows where media was sent.
@Component
class MessageAccess {

  private static final String NAME = "message-service";

  private final RestClient http;
  private final GuardedCalls calls;

  MessageAccess(
      InternalClients clients,
      MessageServiceProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.message(), services.timeout());
    this.calls = new GuardedCalls(NAME, breakers, retries);
  }

  private record Request(UserId userId, List<MediaId> mediaIds) {}

  private record Item(MediaId mediaId, boolean allowed) {}

  private record Items(List<Item> items) {}

  /// Whether the user is a participant, now, of a conversation that the media was sent to.
  ///
  /// @throws dev.parley.common.problem.UnavailableException `unavailable`
  boolean mayRead(UserId user, MediaId media) {
    Items answer =
        calls.get(() ->
            Objects.requireNonNull(
                http.post()
                    .uri("/internal/media-access")
                    .body(new Request(user, List.of(media)))
                    .retrieve()
                    .body(Items.class)));
    return answer.items().stream().anyMatch(i -> i.mediaId().equals(media) && i.allowed());
  }
}
