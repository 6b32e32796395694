package dev.parley.media.erasure;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.problem.RelayedProblemException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import dev.parley.media.access.ServicesProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks message-service which media messages carry. Events tell the same, later, and in any order.
@Component
public class Carriers {

  private static final Logger log = LoggerFactory.getLogger(Carriers.class);
  private static final String NAME = "message-service";
  private static final int AT_ONCE = 100;

  private final GuardedClient service;
  private final Erasures erasures;

  Carriers(InternalClients clients, ServicesProperties services, Erasures erasures) {
    this.service = clients.to(NAME, services.message(), services.timeout());
    this.erasures = erasures;
  }

  private record Request(List<UUID> mediaIds) {}

  private record Item(MediaId mediaId, ConversationId conversationId, MessageId messageId) {}

  private record Items(List<Item> items) {}

  /// Those of the media that a message carries. It is noted, so that its end will be heard of.
  ///
  /// @throws UnavailableException `unavailable` when message-service cannot say
  public Set<UUID> carried(List<UUID> media) {
    Set<UUID> carried = new HashSet<>();
    for (int from = 0; from < media.size(); from += AT_ONCE) {
      List<UUID> some = media.subList(from, Math.min(media.size(), from + AT_ONCE));
      for (Item item : ask(some)) {
        UUID id = item.mediaId().value();
        erasures.use(item.conversationId(), item.messageId(), List.of(id));
        carried.add(id);
      }
    }
    return carried;
  }

  private List<Item> ask(List<UUID> media) {
    try {
      Request request = new Request(new ArrayList<>(media));
      return service
          .ask(Items.class, http -> http.post().uri("/internal/media-places").body(request))
          .items();
    } catch (RelayedProblemException e) {
      log.atWarn()
          .addKeyValue("service", NAME)
          .addKeyValue("code", e.type().slug())
          .log("A service refused a question");
      throw new UnavailableException(NAME);
    }
  }
}
