package dev.parley.media.direct;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param maxSize of one file
/// @param multipartFrom a file of this size or more comes in parts, unless the client says
///   otherwise
/// @param partSize of each part but the last; 5 MB or more, as S3 has it. Larger for files that
///   would have more than 10 000
/// @param resumeWithin how long an upload may be begun and not ended; its URLs open as long
@Validated
@ConfigurationProperties("parley.media.direct")
public record DirectProperties(
    @DefaultValue("2GB") DataSize maxSize,
    @DefaultValue("32MB") DataSize multipartFrom,
    @DefaultValue("8MB") DataSize partSize,
    @DefaultValue("24h") Duration resumeWithin) {

  private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
  private static final Duration LONGEST = Duration.ofDays(7);

  @AssertTrue(message = "parley.media.direct.part-size is 5 MB or more")
  boolean isPartSizeTaken() {
    return partSize.compareTo(SMALLEST_PART) >= 0;
  }

  /// Source: AWS Signature Version 4, query parameters: a signature holds for a week at most.
  @AssertTrue(message = "parley.media.direct.resume-within is a week or less")
  boolean isResumable() {
    return resumeWithin.isPositive() && resumeWithin.compareTo(LONGEST) <= 0;
  }
}
