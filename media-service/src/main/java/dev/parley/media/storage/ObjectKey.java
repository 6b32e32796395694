package dev.parley.media.storage;

import dev.parley.common.id.MediaId;
import java.util.Optional;
import java.util.UUID;

/// Where the bytes of one form of media lie: under its id, so that whatever belongs to it is found
/// without its record.
public record ObjectKey(String value) {

  private static final String UPLOAD = "upload";

  /// What the client sent. It is never served: whoever holds the signed URL of an upload may write
  /// there again, after it was looked at.
  public static ObjectKey upload(MediaId id) {
    return of(id, UPLOAD);
  }

  /// What is served as the whole of it.
  public static ObjectKey original(MediaId id) {
    return of(id, "original");
  }

  public static ObjectKey large(MediaId id) {
    return of(id, "large");
  }

  public static ObjectKey thumbnail(MediaId id) {
    return of(id, "thumbnail");
  }

  private static ObjectKey of(MediaId id, String form) {
    return new ObjectKey(folderOf(id) + form);
  }

  /// Whose form lies under a key; empty for a key that is none of ours.
  public static Optional<MediaId> mediaOf(String key) {
    int end = key.indexOf('/');
    try {
      return end < 0
          ? Optional.empty()
          : Optional.of(new MediaId(UUID.fromString(key.substring(0, end))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String folderOf(MediaId id) {
    return id + "/";
  }

  @Override
  public String toString() {
    return value;
  }
}
