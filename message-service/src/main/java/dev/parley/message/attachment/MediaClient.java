package dev.parley.message.attachment;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.GuardedCalls;
import dev.parley.common.web.InternalClients;
import dev.parley.message.access.ServicesProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// Asks media-service, which owns the media.
@Component
class MediaClient {

  private static final String NAME = "media-service";

  private final RestClient http;
  private final GuardedCalls calls;

  MediaClient(
      InternalClients clients,
      ServicesProperties services,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries) {
    this.http = clients.to(services.media(), services.timeout());
    this.calls = new GuardedCalls(NAME, breakers, retries);
  }

  private record Request(UserId ownerId, List<MediaId> mediaIds) {}

  private record Items(List<Media> items) {}

  /// Those that exist.
  List<Media> ofOwner(UserId owner, List<MediaId> ids) {
    return calls.get(() ->
        Objects.requireNonNull(
                http.post()
                    .uri("/internal/media")
                    .body(new Request(owner, ids))
                    .retrieve()
                    .body(Items.class))
            .items());
  }
}
