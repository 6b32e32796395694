package dev.parley.conversation.message;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
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

  private final GuardedClient service;

  Heads(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.message(), services.timeout());
  }

  /// Those that have messages.
  ///
  /// @throws DomainException `unavailable`
  public Map<ConversationId, Head> inFull(Collection<ConversationId> conversations) {
    return service.call(http -> heads(http, conversations));
  }

  /// @return what could be learnt: nothing while message-service is away
  public Map<ConversationId, Long> of(Collection<ConversationId> conversations) {
    try {
      return ask(conversations);
    } catch (DomainException e) {
      log.atInfo()
          .addKeyValue("conversations", conversations.size())
          .addKeyValue("cause", e.detail())
          .log("The newest seqs cannot be learnt now");
      return Map.of();
    }
  }

  /// @return empty while message-service is away; 0 for a conversation without a message
  public OptionalLong of(ConversationId conversation) {
    try {
      return OptionalLong.of(ask(List.of(conversation)).getOrDefault(conversation, 0L));
    } catch (DomainException e) {
      log.atInfo()
          .addKeyValue("conversation_id", conversation)
          .addKeyValue("cause", e.detail())
          .log("The newest seq cannot be learnt now");
      return OptionalLong.empty();
    }
  }

  private Map<ConversationId, Long> ask(Collection<ConversationId> conversations) {
    return inFull(conversations).values().stream()
        .collect(Collectors.toMap(Head::conversationId, Head::lastSeq));
  }

  private static Map<ConversationId, Head> heads(
      RestClient http, Collection<ConversationId> conversations) {
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
