package dev.parley.media.storage;

import dev.parley.common.id.MediaId;

/// Where the bytes of one form of media lie: under its id, so that whatever belongs to it is found
/// without its record.
public record ObjectKey(String value) {

  public static ObjectKey original(MediaId id) {
    return new ObjectKey(folderOf(id) + "original");
  }

  static String folderOf(MediaId id) {
    return id + "/";
  }

  @Override
  public String toString() {
    return value;
  }
}
