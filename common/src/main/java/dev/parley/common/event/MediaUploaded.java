package dev.parley.common.event;

import dev.parley.common.id.MediaId;

/// The bytes of media have arrived and are to be processed: `media.uploaded`, between the nodes of
/// media-service. Everything else is in its record.
public record MediaUploaded(MediaId mediaId) implements EventBody {

  @Override
  public String topic() {
    return Topics.MEDIA_UPLOADED;
  }

  @Override
  public String partitionKey() {
    return mediaId.toString();
  }
}
