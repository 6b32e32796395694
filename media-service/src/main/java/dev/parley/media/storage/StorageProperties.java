package dev.parley.media.storage;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the objects are. There is no default for a key: a service without one does not start.
///
/// @param endpoint the store's URL as this service reaches it
/// @param publicEndpoint the store's URL as browsers reach it, which signed URLs name; `endpoint`
///   unless told
/// @param region as signatures have it
/// @param bucket of the suite alone; not readable by the public
/// @param pathStyle whether the bucket is the path's first part, or the host name's
/// @param createBucket whether a missing bucket is made at the start
/// @param attemptTimeout for one try of one call
/// @param timeout for one call, its retries included
@Validated
@ConfigurationProperties("parley.media.s3")
public record StorageProperties(
    @NotNull URI endpoint,
    @Nullable URI publicEndpoint,
    @DefaultValue("us-east-1") String region,
    @NotBlank String bucket,
    @NotBlank String accessKey,
    @NotBlank String secretKey,
    @DefaultValue("true") boolean pathStyle,
    @DefaultValue("false") boolean createBucket,
    @DefaultValue("20s") Duration attemptTimeout,
    @DefaultValue("45s") Duration timeout) {

  /// What signed URLs begin with.
  public URI signedEndpoint() {
    return publicEndpoint == null ? endpoint : publicEndpoint;
  }

  /// Without the keys.
  @Override
  public String toString() {
    return "StorageProperties[%s, bucket %s]".formatted(endpoint, bucket);
  }
}
