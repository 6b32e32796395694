package dev.parley.media.record;

import dev.parley.common.event.MediaErased;
import dev.parley.common.event.MediaReady;
import dev.parley.common.event.MediaRejected;
import dev.parley.common.event.MediaUploaded;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.media.detection.MediaKind;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// One upload: whose it is, what it is, and how far it has come. A deleted one is kept for a while
/// without what it was called, and no one is shown it.
@Entity
@Table(name = "media")
public class Media implements Persistable<UUID> {

  @Id private UUID id;
  private String ownerId;

  @Convert(converter = MediaStatus.InDatabase.class)
  private MediaStatus status;

  private @Nullable String reason;
  private @Nullable String fileName;
  private String contentType;
  private @Nullable String charset;
  private @Nullable String declaredType;
  private @Nullable String checksum;
  private long size;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private @Nullable Long durationMs;
  private @Nullable String blurhash;
  private byte @Nullable [] waveform;
  private @Nullable String largeType;
  private @Nullable String thumbnailType;
  private boolean unprocessed;
  private int attempts;
  private @Nullable Instant drivenAt;
  private @Nullable Instant expiresAt;
  private @Nullable String multipartId;
  private @Nullable Long partSize;
  private long version;
  private Instant createdAt;
  private @Nullable Instant deletedAt;
  private boolean purged;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init")
  protected Media() {}

  private Media(UserId owner, Announced announced, Instant now) {
    this.id = Uuids.next();
    this.ownerId = owner.value();
    this.status = MediaStatus.PENDING;
    this.fileName = announced.fileName();
    this.contentType = announced.contentType();
    this.declaredType = announced.declaredType();
    this.checksum = announced.checksum();
    this.size = announced.size();
    this.width = announced.width();
    this.height = announced.height();
    this.version = 1;
    this.createdAt = now;
  }

  /// One whose bytes are about to be stored.
  public static Media pending(UserId owner, Announced announced, Instant now) {
    return new Media(owner, announced, now);
  }

  /// One whose bytes the client puts into the store itself.
  ///
  /// @param multipartId of the store's multipart upload; null for a single put
  /// @param partSize bytes of each part but the last
  public void awaitDirectUpload(
      Instant until, @Nullable String multipartId, @Nullable Long partSize) {
    this.expiresAt = until;
    this.multipartId = multipartId;
    this.partSize = partSize;
  }

  /// Its bytes have arrived.
  ///
  /// @return what is to be published of it
  /// @throws IllegalStateException unless it is pending and not deleted
  public MediaUploaded arrive(Instant now) {
    requireStatus(isPending());
    status = MediaStatus.PROCESSING;
    version++;
    return beDriven(now);
  }

  /// It is to be processed, or processed after all.
  ///
  /// @return what is to be published of it
  /// @throws IllegalStateException unless it is being processed and not deleted
  public MediaUploaded beDriven(Instant now) {
    requireStatus(isProcessing());
    drivenAt = now;
    return new MediaUploaded(mediaId());
  }

  public boolean wasDrivenBefore(Instant moment) {
    return (drivenAt == null ? createdAt : drivenAt).isBefore(moment);
  }

  /// Counts one more try at processing it.
  ///
  /// @return how many there are now
  public int beginAttempt() {
    requireStatus(isProcessing());
    return ++attempts;
  }

  /// How often it was tried.
  public int attempts() {
    return attempts;
  }

  /// The try was none of its own fault.
  public void takeBackAttempt() {
    if (attempts > 0) {
      attempts--;
    }
  }

  /// @return what is to be published of it
  /// @throws IllegalStateException unless it is being processed and not deleted
  public MediaReady becomeReady(Processed processed) {
    requireStatus(isProcessing());
    status = MediaStatus.READY;
    contentType = processed.contentType();
    charset = processed.charset();
    size = processed.size();
    width = processed.width();
    height = processed.height();
    durationMs = processed.durationMs();
    blurhash = processed.blurhash();
    waveform = processed.waveform();
    largeType = processed.largeType();
    thumbnailType = processed.thumbnailType();
    unprocessed = processed.unprocessed();
    version++;
    return new MediaReady(
        mediaId(),
        ownerId,
        status.wireName(),
        fileName,
        contentType,
        size,
        width,
        height,
        durationMs,
        blurhash,
        Waveforms.asList(waveform),
        unprocessed ? true : null,
        createdAt,
        version);
  }

  /// @param why a word such as `unsupported_type`
  /// @return what is to be published of it
  /// @throws IllegalStateException unless it is being processed and not deleted
  public MediaRejected reject(String why) {
    requireStatus(isProcessing());
    status = MediaStatus.REJECTED;
    reason = why;
    version++;
    return new MediaRejected(
        mediaId(),
        ownerId,
        status.wireName(),
        why,
        fileName,
        contentType,
        size,
        createdAt,
        version);
  }

  /// From now on no one is shown it. Once more changes nothing.
  ///
  /// @return what is to be published of it; empty when it was gone
  public Optional<MediaErased> delete(Instant now) {
    if (deletedAt != null) {
      return Optional.empty();
    }
    deletedAt = now;
    fileName = null;
    purged = false;
    version++;
    return Optional.of(MediaErased.ofOne(mediaId(), size, now));
  }

  private static void requireStatus(boolean isSo) {
    if (!isSo) {
      throw new IllegalStateException("the media is in another state, or deleted");
    }
  }

  public boolean isOwnedBy(UserId user) {
    return ownerId.equals(user.value());
  }

  /// Whether its upload is not over.
  public boolean isPending() {
    return status == MediaStatus.PENDING && deletedAt == null;
  }

  public boolean isProcessing() {
    return status == MediaStatus.PROCESSING && deletedAt == null;
  }

  /// Why it was refused, if it was.
  public Optional<String> rejection() {
    return status == MediaStatus.REJECTED ? Optional.ofNullable(reason) : Optional.empty();
  }

  /// Whether there is something to be seen of it: a picture, or a film's poster.
  public boolean hasPicture() {
    return thumbnailType != null || MediaKind.of(contentType) == MediaKind.IMAGE;
  }

  public boolean isReady() {
    return status == MediaStatus.READY && deletedAt == null;
  }

  public MediaId mediaId() {
    return new MediaId(id);
  }

  public String ownerId() {
    return ownerId;
  }

  public String contentType() {
    return contentType;
  }

  /// With the charset of a text, where there is no doubt of it.
  public String servedType() {
    return charset == null ? contentType : contentType + "; charset=" + charset;
  }

  public @Nullable String declaredType() {
    return declaredType;
  }

  /// SHA-256 in hex, as the client gave it.
  public @Nullable String checksum() {
    return checksum;
  }

  public long size() {
    return size;
  }

  public @Nullable String fileName() {
    return fileName;
  }

  public long version() {
    return version;
  }

  public Optional<String> largeType() {
    return Optional.ofNullable(largeType);
  }

  public Optional<String> thumbnailType() {
    return Optional.ofNullable(thumbnailType);
  }

  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  public Optional<String> multipartId() {
    return Optional.ofNullable(multipartId);
  }

  public Optional<Long> partSize() {
    return Optional.ofNullable(partSize);
  }

  /// As its readers see it.
  public MediaView view() {
    return new MediaView(
        mediaId(),
        status,
        reason,
        fileName,
        contentType,
        size,
        width,
        height,
        durationMs,
        blurhash,
        Waveforms.asList(waveform),
        unprocessed ? true : null,
        createdAt);
  }

  /// As the other services see it.
  OwnedMediaView ownedView() {
    if (deletedAt != null) {
      return new OwnedMediaView(
          mediaId(),
          ownerId,
          "erased",
          null,
          null,
          contentType,
          size,
          null,
          null,
          null,
          null,
          null,
          null);
    }
    return new OwnedMediaView(
        mediaId(),
        ownerId,
        status.wireName(),
        reason,
        fileName,
        contentType,
        size,
        width,
        height,
        durationMs,
        blurhash,
        Waveforms.asList(waveform),
        unprocessed ? true : null);
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
