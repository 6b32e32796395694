package dev.parley.conversation.message;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What changed in many conversations since their reader's revs, from message-service.
@Component
public class MessageChanges {

  private static final String NAME = "message-service";

  /// @param afterRev the last rev that the reader holds
  /// @param fromSeq the last seq that they may not see
  /// @param toSeq the last seq that they may see; absent: no end
  /// @param leftRev its last rev when they left; absent, as `leftAt`, where they have not
  public record Query(
      ConversationId conversationId,
      long afterRev,
      long fromSeq,
      @Nullable Long toSeq,
      @Nullable Long leftRev,
      @Nullable Instant leftAt) {}

  /// @param changes messages, by rev; none where they are not all of it
  /// @param complete false where the reader has to start over
  public record Changes(
      ConversationId conversationId, long rev, List<JsonNode> changes, boolean complete) {}

  /// @param items those with news, in the order they were asked for
  /// @param reached how many of the queries, from the first on, these answer
  public record Found(List<Changes> items, int reached) {}

  private record Request(UserId userId, List<Query> items, int limit, long maxBytes) {}

  private final GuardedClient service;

  MessageChanges(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.message(), services.timeout());
  }

  /// @param limit messages of one conversation; more of them and its reader starts over
  /// @param maxBytes of all messages, about
  /// @throws dev.parley.common.problem.DomainException `unavailable`
  public Found of(UserId reader, List<Query> queries, int limit, long maxBytes) {
    if (queries.isEmpty()) {
      return new Found(List.of(), 0);
    }
    return service.ask(
        Found.class,
        http ->
            http.post()
                .uri("/internal/changes")
                .body(new Request(reader, queries, limit, maxBytes)));
  }
}
