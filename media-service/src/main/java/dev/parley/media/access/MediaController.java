package dev.parley.media.access;

import dev.parley.common.id.MediaId;
import dev.parley.common.security.Caller;
import dev.parley.media.record.MediaView;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MediaController {

  private final MediaReader reader;

  MediaController(MediaReader reader) {
    this.reader = reader;
  }

  @GetMapping("/api/v1/media/{id}")
  @Operation(
      summary = "Tells what is known of media, and whether it is ready",
      description = "To its owner, and to whom it was sent; `not_found` to everyone else.")
  MediaView media(Caller caller, @PathVariable MediaId id) {
    return reader.read(id, caller.id()).view();
  }
}
