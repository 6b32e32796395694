package dev.parley.media.direct;

import dev.parley.common.id.MediaId;
import dev.parley.common.security.Caller;
import dev.parley.media.record.MediaView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DirectUploadController {

  private static final String UPLOADS = "/api/v1/media/uploads";

  private final DirectUploads uploads;
  private final Tickets tickets;
  private final Completion completion;

  DirectUploadController(DirectUploads uploads, Tickets tickets, Completion completion) {
    this.uploads = uploads;
    this.tickets = tickets;
    this.completion = completion;
  }

  @PostMapping(UPLOADS)
  @Operation(summary = "Begins an upload that goes straight into the store, as a whole or in parts")
  @ApiResponse(responseCode = "201", description = "Begun", useReturnTypeSchema = true)
  ResponseEntity<UploadTicket> begin(Caller caller, @RequestBody NewUpload upload) {
    UploadTicket ticket = tickets.of(uploads.begin(caller.id(), upload));
    return ResponseEntity.created(URI.create(UPLOADS + "/" + ticket.mediaId())).body(ticket);
  }

  @GetMapping(UPLOADS + "/{id}")
  @Operation(summary = "How to go on with an upload: what has arrived, and where the rest goes")
  UploadTicket resume(Caller caller, @PathVariable MediaId id) {
    return tickets.of(uploads.find(id, caller.id()));
  }

  @PostMapping("/api/v1/media/{id}/complete")
  @Operation(summary = "Says that all of it is there; saying it again changes nothing")
  MediaView complete(Caller caller, @PathVariable MediaId id) {
    return completion.complete(id, caller.id()).view();
  }
}
