package dev.parley.message.attachment;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tells media-service, before it takes media away, whether a message carries it: a forward, for
/// one, whose event it has not read yet. What was reported is carried by its report.
@Hidden
@RestController
class MediaPlacesController {

  private final SentMedia sentMedia;
  private final ReportedMedia reportedMedia;

  MediaPlacesController(SentMedia sentMedia, ReportedMedia reportedMedia) {
    this.sentMedia = sentMedia;
    this.reportedMedia = reportedMedia;
  }

  record Request(@NotNull @Size(max = 100) List<@NotNull MediaId> mediaIds) {}

  record Item(MediaId mediaId, ConversationId conversationId, MessageId messageId) {}

  /// @param items one message for each that is carried, or was when it was reported; none for
  ///   others
  record Items(List<Item> items) {}

  @PostMapping("/internal/media-places")
  Items mediaPlaces(@Valid @RequestBody Request request) {
    Map<MediaId, Item> items = new LinkedHashMap<>();
    for (var place : reportedMedia.anyPlaces(request.mediaIds())) {
      items.put(
          place.mediaId(), new Item(place.mediaId(), place.conversationId(), place.messageId()));
    }
    for (var place : sentMedia.anyPlaces(request.mediaIds())) {
      items.put(
          place.mediaId(), new Item(place.mediaId(), place.conversationId(), place.messageId()));
    }
    return new Items(List.copyOf(items.values()));
  }
}
