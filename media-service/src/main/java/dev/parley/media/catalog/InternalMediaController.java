package dev.parley.media.catalog;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tells message-service what a user attaches. Media of others are as if they did not exist.
@Hidden
@RestController
class InternalMediaController {

  private final MediaCatalog catalog;

  InternalMediaController(MediaCatalog catalog) {
    this.catalog = catalog;
  }

  record Request(
      @NotNull UserId ownerId, @NotNull @Size(max = 100) List<@NotNull MediaId> mediaIds) {}

  record Item(
      MediaId mediaId,
      String ownerId,
      MediaStatus status,
      String contentType,
      long size,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Long durationMs,
      @Nullable String blurhash) {}

  record Items(List<Item> items) {}

  @PostMapping("/internal/media")
  Items media(@Valid @RequestBody Request request) {
    return new Items(
        catalog
            .findByOwnerIdAndIdInAndDeletedAtIsNull(
                request.ownerId().value(), request.mediaIds().stream().map(MediaId::value).toList())
            .stream()
            .map(Media::item)
            .toList());
  }
}
