package dev.parley.media.removal;

import dev.parley.common.id.MediaId;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RemovalController {

  private final MediaRemover remover;

  RemovalController(MediaRemover remover) {
    this.remover = remover;
  }

  @DeleteMapping("/api/v1/media/{id}")
  @Operation(
      summary = "Deletes media for all, in the messages that show it too",
      description = "By its owner; deleting it again is no error.")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable MediaId id) {
    remover.remove(id, caller.id());
  }
}
