package dev.parley.media.direct;

import dev.parley.media.storage.StoredPart;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Into what parts a file is cut, and which of them are there.
///
/// @param size bytes of the file
/// @param partSize bytes of each part but the last
record Parts(long size, long partSize) {

  /// Source: Amazon S3 User Guide, "Multipart upload limits".
  private static final int MOST = 10_000;

  /// @param preferred bytes of a part, unless that makes too many of them
  static Parts of(long size, long preferred) {
    return new Parts(size, Math.max(preferred, (size + MOST - 1) / MOST));
  }

  int count() {
    return (int) ((size + partSize - 1) / partSize);
  }

  long sizeOf(int number) {
    return number < count() ? partSize : size - partSize * (count() - 1);
  }

  /// The numbers of those that have not arrived whole.
  List<Integer> missing(List<StoredPart> arrived) {
    Map<Integer, StoredPart> byNumber =
        arrived.stream().collect(Collectors.toMap(StoredPart::number, Function.identity()));
    return IntStream.rangeClosed(1, count())
        .filter(number -> {
          StoredPart part = byNumber.get(number);
          return part == null || part.size() != sizeOf(number);
        })
        .boxed()
        .toList();
  }
}
