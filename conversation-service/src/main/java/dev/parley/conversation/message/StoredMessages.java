package dev.parley.conversation.message;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// The messages themselves, as message-service has them.
@Component
public class StoredMessages {

  private static final String NAME = "message-service";
  private static final int PAGE = 500;

  private record Page(List<MessageBody> items, boolean hasMore) {}

  private final GuardedClient service;

  StoredMessages(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.message(), services.timeout());
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
    return service.ask(
        Page.class,
        http ->
            http.get()
                .uri(
                    "/internal/conversations/{id}/messages?after_seq={seq}&limit={limit}",
                    conversation.value(),
                    after,
                    PAGE));
  }
}
