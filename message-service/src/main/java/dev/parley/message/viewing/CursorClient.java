package dev.parley.message.viewing;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import dev.parley.message.access.ServicesProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Asks conversation-service how far the others have read. A page of history must not wait for it,
/// nor fail with it: asked once, shortly, behind a breaker of its own.
@Component
class CursorClient {

  private static final String NAME = "conversation-cursors";
  private static final int MAX_CONVERSATIONS = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final GuardedClient service;

  CursorClient(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.conversation(), PATIENCE);
  }

  private record Request(Collection<ConversationId> conversationIds, UserId except) {}

  private record Items(List<Cursors> items) {}

  /// Those that are known; conversations with too many participants are not.
  Map<ConversationId, Cursors> ofOthers(UserId user, Collection<ConversationId> conversations) {
    List<ConversationId> some = conversations.stream().limit(MAX_CONVERSATIONS).toList();
    try {
      return service.call(http ->
          Objects.requireNonNull(
                  http.post()
                      .uri("/internal/cursors")
                      .body(new Request(some, user))
                      .retrieve()
                      .body(Items.class))
              .items()
              .stream()
              .collect(Collectors.toMap(Cursors::conversationId, Function.identity())));
    } catch (DomainException unavailable) {
      return Map.of();
    }
  }
}
