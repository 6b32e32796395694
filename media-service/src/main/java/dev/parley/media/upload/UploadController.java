package dev.parley.media.upload;

import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.media.catalog.MediaView;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
class UploadController {

  private final MediaUploader uploader;

  UploadController(MediaUploader uploader) {
    this.uploader = uploader;
  }

  @PostMapping(path = "/api/v1/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<MediaView> upload(
      @Parameter(hidden = true) Caller caller,
      @RequestParam(name = "file", required = false) @Nullable MultipartFile file) {
    if (file == null) {
      throw new ValidationException("file", "required");
    }
    MediaView media =
        uploader.upload(
            caller.id(), new MediaUploader.File(file.getOriginalFilename(), file.getSize(), file));
    return ResponseEntity.created(URI.create("/api/v1/media/" + media.mediaId())).body(media);
  }
}
