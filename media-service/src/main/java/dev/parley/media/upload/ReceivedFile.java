package dev.parley.media.upload;

import dev.parley.common.problem.ValidationException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/// The file of a request, which lies on the disk until the request ends.
///
/// @param name for display; null when there is none
/// @param declaredType what the form calls it, which is only a claim
/// @param content may be read again and again
/// @param size bytes, 1 or more
record ReceivedFile(
    @Nullable String name, @Nullable String declaredType, InputStreamSource content, long size) {

  private static final String FIELD = "file";

  /// Receives it.
  ///
  /// @throws ValidationException `validation_failed` unless there is one file, named `file`, with
  ///   something in it
  /// @throws org.springframework.web.multipart.MultipartException when the body is broken or too
  ///   large
  static ReceivedFile of(MultipartHttpServletRequest request) {
    List<MultipartFile> all =
        request.getMultiFileMap().values().stream().flatMap(Collection::stream).toList();
    if (all.size() > 1) {
      throw new ValidationException(FIELD, "too_many");
    }
    MultipartFile file = request.getFile(FIELD);
    if (file == null || file.isEmpty()) {
      throw new ValidationException(FIELD, "required");
    }
    return new ReceivedFile(
        FileNames.forDisplay(file.getOriginalFilename()),
        file.getContentType(),
        file,
        file.getSize());
  }
}
