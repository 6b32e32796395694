package dev.parley.media.direct;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.media.detection.ContentTypes;
import dev.parley.media.image.UnsupportedMediaException;
import dev.parley.media.record.Announced;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.storage.Multiparts;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.upload.FileNames;
import dev.parley.media.upload.UploadRecorder;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Begins uploads that go straight into the store.
@Component
class DirectUploads {

  private final ContentTypes types;
  private final UploadRecorder recorder;
  private final MediaRecords records;
  private final Multiparts multiparts;
  private final DirectProperties properties;
  private final Clock clock;

  DirectUploads(
      ContentTypes types,
      UploadRecorder recorder,
      MediaRecords records,
      Multiparts multiparts,
      DirectProperties properties,
      Clock clock) {
    this.types = types;
    this.recorder = recorder;
    this.records = records;
    this.multiparts = multiparts;
    this.properties = properties;
    this.clock = clock;
  }

  /// @throws dev.parley.common.problem.DomainException `validation_failed`, `unsupported_media`,
  ///   `too_large` (also when the user has as much as one may), or `unavailable`
  Media begin(UserId owner, NewUpload upload) {
    upload.validate();
    String type = ContentTypes.canonical(Objects.requireNonNull(upload.contentType()));
    if (!types.isAccepted(type)) {
      throw new UnsupportedMediaException("Files of the type %s are not taken".formatted(type));
    }
    long size = Objects.requireNonNull(upload.size());
    if (size > properties.maxSize().toBytes()) {
      throw new FileTooLargeException(properties.maxSize());
    }
    Instant now = clock.instant();
    Announced announced =
        new Announced(
            FileNames.forDisplay(upload.fileName()),
            type,
            type,
            upload.checksum(),
            size,
            null,
            null);
    Media media = Media.pending(owner, announced, now);
    Instant until = now.plus(properties.resumeWithin());
    if (comesInParts(upload, size)) {
      media.awaitDirectUpload(
          until,
          multiparts.begin(ObjectKey.upload(media.mediaId()), Tickets.TYPE),
          Parts.of(size, properties.partSize().toBytes()).partSize());
    } else {
      media.awaitDirectUpload(until, null, null);
    }
    recorder.begin(media);
    return media;
  }

  private boolean comesInParts(NewUpload upload, long size) {
    Boolean wanted = upload.multipart();
    return wanted == null ? size >= properties.multipartFrom().toBytes() : wanted;
  }

  /// @throws NotFoundException `not_found`, to anyone but its owner too
  Media find(MediaId id, UserId owner) {
    return records
        .find(id.value())
        .filter(media -> media.isOwnedBy(owner) && media.expiresAt().isPresent())
        .orElseThrow(() -> new NotFoundException("upload"));
  }
}
