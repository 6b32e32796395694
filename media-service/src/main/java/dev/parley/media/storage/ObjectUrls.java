package dev.parley.media.storage;

import java.net.URI;
import java.time.Duration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Makes URLs that open one object for a while to whoever holds them. No call is made for it.
@Component
public class ObjectUrls {

  private final S3Presigner presigner;
  private final String bucket;

  ObjectUrls(S3Presigner presigner, StorageProperties properties) {
    this.presigner = presigner;
    this.bucket = properties.bucket();
  }

  /// @param contentType what the store is to answer, whatever lies there
  /// @param disposition what the store is to answer as `Content-Disposition`
  public URI signed(ObjectKey key, Duration lifetime, String contentType, String disposition) {
    String cacheControl = "private, max-age=" + lifetime.toSeconds();
    return URI.create(
        presigner
            .presignGetObject(presign ->
                presign
                    .signatureDuration(lifetime)
                    .getObjectRequest(get ->
                        get.bucket(bucket)
                            .key(key.value())
                            .responseContentType(contentType)
                            .responseContentDisposition(disposition)
                            .responseCacheControl(cacheControl)))
            .url()
            .toString());
  }
}
