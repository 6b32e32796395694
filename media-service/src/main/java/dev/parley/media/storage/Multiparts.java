package dev.parley.media.storage;

import dev.parley.common.problem.UnavailableException;
import java.util.List;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects that arrive in parts.
@Component
public class Multiparts {

  private static final int NOT_FOUND = 404;

  private final S3Client s3;
  private final String bucket;
  private final StoreCalls calls;

  Multiparts(S3Client s3, StorageProperties properties, StoreCalls calls) {
    this.s3 = s3;
    this.bucket = properties.bucket();
    this.calls = calls;
  }

  /// @return what the store knows it by
  /// @throws UnavailableException `unavailable`
  public String begin(ObjectKey key, String contentType) {
    return calls.get(
        "begin parts",
        () ->
            s3.createMultipartUpload(
                    create -> create.bucket(bucket).key(key.value()).contentType(contentType))
                .uploadId());
  }

  /// Those that have arrived; none where the store knows of no such upload, such as one that is
  /// complete.
  ///
  /// @throws UnavailableException `unavailable`
  public List<StoredPart> arrived(ObjectKey key, String upload) {
    return calls.get(
        "list parts",
        () -> {
          try {
            return s3
                .listPartsPaginator(list -> list.bucket(bucket).key(key.value()).uploadId(upload))
                .parts()
                .stream()
                .map(part -> new StoredPart(part.partNumber(), part.size(), part.eTag()))
                .toList();
          } catch (S3Exception e) {
            if (isGone(e)) {
              return List.of();
            }
            throw e;
          }
        });
  }

  /// Puts them together. Where the store knows of no such upload any more, it is over: complete, or
  /// not, as the object's size tells.
  ///
  /// @throws UnavailableException `unavailable`
  public void complete(ObjectKey key, String upload, List<StoredPart> parts) {
    List<CompletedPart> all =
        parts.stream()
            .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.tag()).build())
            .toList();
    calls.run(
        "complete parts",
        () -> {
          try {
            s3.completeMultipartUpload(complete ->
                complete
                    .bucket(bucket)
                    .key(key.value())
                    .uploadId(upload)
                    .multipartUpload(done -> done.parts(all)));
          } catch (S3Exception e) {
            if (!isGone(e)) {
              throw e;
            }
          }
        });
  }

  /// Takes away what has arrived. One that is over is no error.
  ///
  /// @throws UnavailableException `unavailable`
  public void abort(ObjectKey key, String upload) {
    calls.run(
        "abort parts",
        () -> {
          try {
            s3.abortMultipartUpload(
                abort -> abort.bucket(bucket).key(key.value()).uploadId(upload));
          } catch (S3Exception e) {
            if (!isGone(e)) {
              throw e;
            }
          }
        });
  }

  private static boolean isGone(S3Exception e) {
    return e instanceof NoSuchUploadException || e.statusCode() == NOT_FOUND;
  }
}
