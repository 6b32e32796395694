package dev.parley.media.catalog;

import dev.parley.common.event.MediaReady;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file that a user sent, and how far it has come. Its bytes lie in the object store.
@Entity
@Table(name = "media")
public class Media {

  @Id private UUID id;
  private String ownerId;
  private MediaStatus status;
  private @Nullable String reason;
  private @Nullable String fileName;
  private String contentType;
  private long size;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private @Nullable Long durationMs;
  private @Nullable String blurhash;
  @Version private @Nullable Long version;
  private Instant createdAt;
  private @Nullable Instant deletedAt;

  @SuppressWarnings("NullAway.Init")
  protected Media() {}

  private Media(MediaId id, UserId owner, @Nullable String fileName, FileFacts facts, Instant now) {
    this.id = id.value();
    this.ownerId = owner.value();
    this.status = MediaStatus.PENDING;
    this.fileName = fileName;
    this.contentType = facts.contentType();
    this.size = facts.size();
    this.width = facts.width();
    this.height = facts.height();
    this.createdAt = now;
  }

  /// What is known of a file before it is stored.
  ///
  /// @param size bytes
  public record FileFacts(String contentType, long size, int width, int height) {}

  /// A file whose bytes are not in the object store yet.
  public static Media pending(
      MediaId id, UserId owner, @Nullable String fileName, FileFacts facts, Instant now) {
    return new Media(id, owner, fileName, facts, now);
  }

  /// The bytes are in the object store.
  ///
  /// @return what the others are told
  /// @throws IllegalStateException unless it is pending
  public MediaReady ready() {
    if (status != MediaStatus.PENDING || deletedAt != null) {
      throw new IllegalStateException("media %s is %s".formatted(id, status.slug()));
    }
    status = MediaStatus.READY;
    return new MediaReady(
        id(), ownerId, status.slug(), fileName, contentType, size, width, height, createdAt);
  }

  /// Gone for everyone from here on; once more changes nothing.
  public void delete(Instant now) {
    if (deletedAt == null) {
      deletedAt = now;
    }
  }

  public boolean isOwnedBy(UserId user) {
    return ownerId.equals(user.value());
  }

  /// Whether anyone but the cleaner may know of it.
  public boolean exists() {
    return deletedAt == null;
  }

  public boolean isReady() {
    return exists() && status == MediaStatus.READY;
  }

  public MediaId id() {
    return new MediaId(id);
  }

  public String contentType() {
    return contentType;
  }

  public @Nullable String fileName() {
    return fileName;
  }

  /// As clients see it.
  public MediaView view() {
    return new MediaView(
        id(),
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

  /// As message-service sees it.
  InternalMediaController.Item item() {
    return new InternalMediaController.Item(
        id(), ownerId, status, contentType, size, width, height, durationMs, blurhash);
  }
}
