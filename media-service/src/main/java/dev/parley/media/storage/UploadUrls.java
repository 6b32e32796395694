package dev.parley.media.storage;

import java.net.URI;
import java.time.Duration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Makes URLs that let whoever holds them put one object, or one part of it. No call is made for
/// it.
@Component
public class UploadUrls {

  private final S3Presigner presigner;
  private final String bucket;

  UploadUrls(S3Presigner presigner, StorageProperties properties) {
    this.presigner = presigner;
    this.bucket = properties.bucket();
  }

  /// @param contentType with which it must be put
  /// @param size bytes that it must have
  public URI put(ObjectKey key, Duration lifetime, String contentType, long size) {
    return URI.create(
        presigner
            .presignPutObject(presign ->
                presign
                    .signatureDuration(lifetime)
                    .putObjectRequest(put ->
                        put.bucket(bucket)
                            .key(key.value())
                            .contentType(contentType)
                            .contentLength(size)))
            .url()
            .toString());
  }

  /// @param number 1 or more
  /// @param size bytes that it must have
  public URI part(ObjectKey key, String upload, int number, Duration lifetime, long size) {
    return URI.create(
        presigner
            .presignUploadPart(presign ->
                presign
                    .signatureDuration(lifetime)
                    .uploadPartRequest(part ->
                        part.bucket(bucket)
                            .key(key.value())
                            .uploadId(upload)
                            .partNumber(number)
                            .contentLength(size)))
            .url()
            .toString());
  }
}
