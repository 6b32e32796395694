package dev.parley.media.access;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.RelayedProblemException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks message-service, which knows where media was sent to and who is there.
@Component
class MessageClient {

  private static final Logger log = LoggerFactory.getLogger(MessageClient.class);
  private static final String NAME = "message-service";

  private final GuardedClient service;

  MessageClient(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.message(), services.timeout());
  }

  private record Request(UserId userId, List<MediaId> mediaIds) {}

  private record Item(MediaId mediaId, boolean allowed) {}

  private record Items(List<Item> items) {}

  /// Whether the user is, now, a participant of a conversation that the media was sent to.
  ///
  /// @throws UnavailableException `unavailable` when message-service cannot say
  boolean isSharedWith(UserId user, MediaId media) {
    try {
      return ask(user, media).items().stream()
          .anyMatch(item -> item.mediaId().equals(media) && item.allowed());
    } catch (RelayedProblemException e) {
      // It refused us and not the user, who must not be told of it.
      log.atWarn()
          .addKeyValue("service", NAME)
          .addKeyValue("code", e.type().slug())
          .log("A service refused a question");
      throw new UnavailableException(NAME);
    }
  }

  private Items ask(UserId user, MediaId media) {
    return service.ask(
        Items.class,
        http -> http.post().uri("/internal/media-access").body(new Request(user, List.of(media))));
  }
}
