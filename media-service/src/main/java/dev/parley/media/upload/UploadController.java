package dev.parley.media.upload;

import dev.parley.common.security.Caller;
import dev.parley.media.record.MediaView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

@RestController
class UploadController {

  private static final String PATH = "/api/v1/media";

  private final Uploader uploader;
  private final UploadSlots slots;

  UploadController(Uploader uploader, UploadSlots slots) {
    this.uploader = uploader;
    this.slots = slots;
  }

  /// The form, for the API's description.
  ///
  /// @param file an image, a film, a sound or a document of a type that is taken
  private record Form(@Schema(type = "string", format = "binary") String file) {}

  @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary = "Uploads a file, as multipart/form-data",
      description =
          "For small files; larger ones go straight into the store, by `/media/uploads`. One"
              + " that is not processed within seconds is `processing`. `unsupported_media` for a"
              + " type that is not taken, `too_large` beyond the limit for a file or for all of a"
              + " user's.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = Form.class))))
  @ApiResponse(
      responseCode = "201",
      description = "Taken; it is processed in the background",
      useReturnTypeSchema = true)
  ResponseEntity<MediaView> upload(
      Caller caller, @Parameter(hidden = true) MultipartHttpServletRequest request) {
    MediaView media =
        slots.occupy(
            caller.id(), () -> uploader.upload(caller.id(), ReceivedFile.of(request)).view());
    return ResponseEntity.created(URI.create(PATH + "/" + media.mediaId())).body(media);
  }
}
