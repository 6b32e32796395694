package dev.parley.media.direct;

import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.ValidationException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a client says of the file that it is about to send.
///
/// @param fileName for display
/// @param contentType what the file is; it is held to it
/// @param size bytes, exactly
/// @param checksumSha256 in hex or Base64; the bytes are held to it
/// @param multipart whether it comes in parts; told by its size unless said
public record NewUpload(
    @Nullable String fileName,
    @Schema(minLength = 1, maxLength = LONGEST_TYPE, requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String contentType,
    @Schema(minimum = "1", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long size,
    @Schema(description = "SHA-256 in hex or Base64") @Nullable String checksumSha256,
    @Nullable Boolean multipart) {

  private static final int LONGEST_TYPE = 200;
  private static final int SHA_256 = 32;

  /// @throws ValidationException `validation_failed`
  void validate() {
    List<FieldError> errors = new ArrayList<>();
    if (contentType == null || contentType.isBlank()) {
      errors.add(new FieldError("content_type", "required"));
    } else if (contentType.length() > LONGEST_TYPE || contentType.indexOf('/') <= 0) {
      errors.add(new FieldError("content_type", "invalid"));
    }
    if (size == null) {
      errors.add(new FieldError("size", "required"));
    } else if (size <= 0) {
      errors.add(new FieldError("size", "out_of_range"));
    }
    if (checksumSha256 != null && decodedChecksum().length != SHA_256) {
      errors.add(new FieldError("checksum_sha256", "invalid"));
    }
    if (!errors.isEmpty()) {
      throw new ValidationException(errors);
    }
  }

  /// In lower-case hex; null where there is none.
  @Nullable String checksum() {
    return checksumSha256 == null ? null : HexFormat.of().formatHex(decodedChecksum());
  }

  private byte[] decodedChecksum() {
    String text = String.valueOf(checksumSha256).strip();
    try {
      return text.length() == SHA_256 * 2
          ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
