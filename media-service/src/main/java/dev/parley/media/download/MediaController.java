package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.security.Caller;
import dev.parley.media.catalog.MediaView;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/media/{id}")
class MediaController {

  private final MediaReader reader;
  private final MediaDeleter deleter;

  MediaController(MediaReader reader, MediaDeleter deleter) {
    this.reader = reader;
    this.deleter = deleter;
  }

  @GetMapping
  MediaView get(@Parameter(hidden = true) Caller caller, @PathVariable MediaId id) {
    return reader.get(caller.id(), id).view();
  }

  @GetMapping("/content")
  @ResponseStatus(HttpStatus.FOUND)
  ResponseEntity<Void> content(
      @Parameter(hidden = true) Caller caller,
      @PathVariable MediaId id,
      @RequestParam(defaultValue = "original") String variant) {
    Variant.of(variant);
    URI url = reader.locate(caller.id(), id);
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(url)
        .cacheControl(CacheControl.noStore())
        .build();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Caller caller, @PathVariable MediaId id) {
    if (!deleter.deleteOwn(caller.id(), id)) {
      reader.get(caller.id(), id);
      throw new NotOwnerException();
    }
  }
}
