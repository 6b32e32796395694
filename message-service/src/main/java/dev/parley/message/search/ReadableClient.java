package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import dev.parley.message.access.ServicesProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks conversation-service what someone may read. Each search asks anew: whoever was taken out of
/// a conversation a moment ago finds nothing that was said in it since.
@Component
class ReadableClient {

  private static final String NAME = "conversation-service";

  private final GuardedClient service;

  ReadableClient(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.conversation(), services.timeout());
  }

  private record Request(UserId userId, @Nullable ConversationId conversationId) {}

  private record Items(List<Readable> items) {}

  /// @param only where not null, that conversation alone
  /// @throws dev.parley.common.problem.DomainException `unavailable`
  List<Readable> of(UserId user, @Nullable ConversationId only) {
    return service
        .ask(
            Items.class,
            http -> http.post().uri("/internal/readable").body(new Request(user, only)))
        .items();
  }
}
