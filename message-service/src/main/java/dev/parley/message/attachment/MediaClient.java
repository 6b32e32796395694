package dev.parley.message.attachment;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import dev.parley.message.access.ServicesProperties;
import java.util.List;
import org.springframework.stereotype.Component;

/// Asks media-service, which owns the media.
@Component
class MediaClient {

  private static final String NAME = "media-service";

  private final GuardedClient service;

  MediaClient(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.media(), services.timeout());
  }

  private record Request(UserId ownerId, List<MediaId> mediaIds) {}

  private record Items(List<Media> items) {}

  /// Those that exist.
  List<Media> ofOwner(UserId owner, List<MediaId> ids) {
    return service
        .ask(Items.class, http -> http.post().uri("/internal/media").body(new Request(owner, ids)))
        .items();
  }
}
