package dev.parley.media.record;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tells message-service what a user may attach: their own media, and what a message shows of it.
@Hidden
@RestController
class InternalMediaController {

  private final MediaRecords records;

  InternalMediaController(MediaRecords records) {
    this.records = records;
  }

  /// @param mediaIds at most 100
  record Request(
      @NotNull UserId ownerId, @NotNull @Size(max = 100) List<@NotNull MediaId> mediaIds) {}

  record Items(List<OwnedMediaView> items) {}

  /// Those that exist, or did until lately, and are the owner's.
  @PostMapping("/internal/media")
  Items media(@Valid @RequestBody Request request) {
    return new Items(
        records
            .findOwned(
                request.ownerId().value(), request.mediaIds().stream().map(MediaId::value).toList())
            .stream()
            .map(Media::ownedView)
            .toList());
  }
}
