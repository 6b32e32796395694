package dev.parley.message.attachment;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.ReadWindow;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tells media-service whether someone may read media because it was sent to them.
@Hidden
@RestController
class MediaAccessController {

  private static final int MAX_FORMER_ASKED = 20;

  private final SentMedia sentMedia;
  private final ConversationAccess access;

  MediaAccessController(SentMedia sentMedia, ConversationAccess access) {
    this.sentMedia = sentMedia;
    this.access = access;
  }

  record Request(
      @NotNull UserId userId, @NotNull @Size(max = 100) List<@NotNull MediaId> mediaIds) {}

  record Item(MediaId mediaId, boolean allowed) {}

  record Items(List<Item> items) {}

  @PostMapping("/internal/media-access")
  Items mediaAccess(@Valid @RequestBody Request request) {
    List<SentMedia.Place> all = sentMedia.places(request.mediaIds());
    Map<ConversationId, ReadWindow> windows =
        access.windowsOf(
            request.userId(),
            all.stream().map(SentMedia.Place::conversationId).collect(Collectors.toSet()));
    Set<MediaId> allowed = readable(all, windows);
    if (!allowed.containsAll(request.mediaIds())) {
      allowed.addAll(readable(all, formerWindows(request.userId(), all, allowed)));
    }
    return new Items(
        request.mediaIds().stream().map(id -> new Item(id, allowed.contains(id))).toList());
  }

  private static Set<MediaId> readable(
      List<SentMedia.Place> all, Map<ConversationId, ReadWindow> windows) {
    return all.stream()
        .filter(sent -> {
          ReadWindow window = windows.get(sent.conversationId());
          return window != null && window.contains(sent.seq());
        })
        .map(SentMedia.Place::mediaId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// Of the conversations that carry what the user may not read as a participant.
  private Map<ConversationId, ReadWindow> formerWindows(
      UserId user, List<SentMedia.Place> all, Set<MediaId> allowed) {
    Map<ConversationId, ReadWindow> windows = new HashMap<>();
    all.stream()
        .filter(sent -> !allowed.contains(sent.mediaId()))
        .map(SentMedia.Place::conversationId)
        .distinct()
        .limit(MAX_FORMER_ASKED)
        .forEach(id -> access.formerWindow(id, user).ifPresent(w -> windows.put(id, w)));
    return windows;
  }
}
