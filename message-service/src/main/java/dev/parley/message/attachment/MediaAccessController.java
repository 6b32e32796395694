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

  /// Places that are looked at one by one.
  private static final int FEW = 200;

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
    List<SentMedia.Place> some = sentMedia.places(request.mediaIds(), FEW + 1);
    Set<MediaId> allowed =
        some.size() > FEW ? new HashSet<>() : readableAsKnown(request.userId(), some);
    if (some.stream().anyMatch(sent -> !allowed.contains(sent.mediaId()))) {
      allowed.addAll(readableAsAsked(request));
    }
    return new Items(
        request.mediaIds().stream().map(id -> new Item(id, allowed.contains(id))).toList());
  }

  /// By what is known of the conversations that they were sent to.
  private Set<MediaId> readableAsKnown(UserId user, List<SentMedia.Place> all) {
    return readable(
        all,
        access.windowsOf(
            user, all.stream().map(SentMedia.Place::conversationId).collect(Collectors.toSet())));
  }

  /// By what the user may read, anywhere and of what they have left: a picture may have been sent
  /// to more conversations than anyone is in.
  private Set<MediaId> readableAsAsked(Request request) {
    Map<ConversationId, ReadWindow> windows = access.windowsOf(request.userId());
    return readable(sentMedia.placesIn(windows.keySet(), request.mediaIds()), windows);
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
}
