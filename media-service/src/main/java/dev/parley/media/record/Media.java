package dev.parley.media.record;

import dev.parley.common.event.MediaReady;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.media.image.Image;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
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
  private long size;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private @Nullable Long durationMs;
  private @Nullable String blurhash;
  private long version;
  private Instant createdAt;
  private @Nullable Instant deletedAt;
  private boolean purged;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init")
  protected Media() {}

  private Media(UserId owner, @Nullable String fileName, Image image, long size, Instant now) {
    this.id = Uuids.next();
    this.ownerId = owner.value();
    this.status = MediaStatus.PENDING;
    this.fileName = fileName;
    this.contentType = image.format().contentType();
    this.size = size;
    this.width = image.width();
    this.height = image.height();
    this.version = 1;
    this.createdAt = now;
  }

  /// An image whose bytes are about to be stored.
  ///
  /// @param size bytes
  public static Media pending(
      UserId owner, @Nullable String fileName, Image image, long size, Instant now) {
    return new Media(owner, fileName, image, size, now);
  }

  /// @return what is to be published of it
  /// @throws IllegalStateException unless it is pending and not deleted
  public MediaReady becomeReady() {
    if (!isPending()) {
      throw new IllegalStateException("only pending media becomes ready");
    }
    status = MediaStatus.READY;
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
        createdAt,
        version);
  }

  /// From now on no one is shown it. Once more changes nothing.
  public void delete(Instant now) {
    if (deletedAt == null) {
      deletedAt = now;
      fileName = null;
      version++;
    }
  }

  public boolean isOwnedBy(UserId user) {
    return ownerId.equals(user.value());
  }

  /// Whether its upload is not over.
  public boolean isPending() {
    return status == MediaStatus.PENDING && deletedAt == null;
  }

  public boolean isReady() {
    return status == MediaStatus.READY && deletedAt == null;
  }

  public MediaId mediaId() {
    return new MediaId(id);
  }

  public String contentType() {
    return contentType;
  }

  public @Nullable String fileName() {
    return fileName;
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
        createdAt);
  }

  /// As the other services see it.
  OwnedMediaView ownedView() {
    return new OwnedMediaView(
        mediaId(), ownerId, status, contentType, size, width, height, durationMs, blurhash);
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
