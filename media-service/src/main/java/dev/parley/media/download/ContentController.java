package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ContentController {

  private final ContentUrls urls;

  ContentController(ContentUrls urls) {
    this.urls = urls;
  }

  @GetMapping("/api/v1/media/{id}/content")
  @Operation(
      summary = "Redirects to a short-lived signed URL of media's content",
      description =
          "To its owner, and to whom it was sent. Of a picture that needs no smaller variant the"
              + " next larger one stands in; what has no picture has its `original` alone."
              + " `conflict` while it is not ready.")
  @ApiResponse(responseCode = "302", description = "A signed URL, good for minutes")
  ResponseEntity<Void> content(
      Caller caller,
      @PathVariable MediaId id,
      @RequestParam(defaultValue = "original") @Schema(implementation = Variant.class)
          String variant) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(urls.of(id, Variant.of(variant), caller.id()))
        .cacheControl(CacheControl.maxAge(Duration.ZERO).cachePrivate())
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
