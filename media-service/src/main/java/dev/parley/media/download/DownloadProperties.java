package dev.parley.media.download;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param urlLifetime how long a signed URL opens the object for whoever holds it: one second to
///   one hour
@Validated
@ConfigurationProperties("parley.media.download")
public record DownloadProperties(@DefaultValue("5m") Duration urlLifetime) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  @AssertTrue(message = "parley.media.download.url-lifetime is between one second and one hour")
  boolean isUrlLifetimeShort() {
    return urlLifetime.compareTo(SHORTEST) >= 0 && urlLifetime.compareTo(LONGEST) <= 0;
  }
}
