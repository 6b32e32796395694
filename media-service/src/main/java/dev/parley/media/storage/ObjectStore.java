package dev.parley.media.storage;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// The bytes of media, under `<media id>/<variant>`. Whatever the store does wrong is
/// `unavailable`: nobody learns where it is or what it said.
@Component
public class ObjectStore {

  private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
  private static final String ORIGINAL = "/original";

  private final S3Client s3;
  private final S3Presigner presigner;
  private final StorageProperties properties;

  ObjectStore(S3Client s3, S3Presigner presigner, StorageProperties properties) {
    this.s3 = s3;
    this.presigner = presigner;
    this.properties = properties;
  }

  /// Stores a file; when this returns, the store has all of it.
  ///
  /// @param file opens the file from its beginning, each time it is asked
  /// @param size bytes
  /// @throws UnavailableException `unavailable`
  public void put(MediaId id, String contentType, long size, Supplier<InputStream> file) {
    RequestBody body =
        RequestBody.fromContentProvider(
            ContentStreamProvider.fromInputStreamSupplier(file), size, contentType);
    call(() -> {
      try {
        putOnce(id, contentType, body);
      } catch (NoSuchBucketException e) {
        if (!properties.createBucket()) {
          throw e;
        }
        s3.createBucket(bucket -> bucket.bucket(properties.bucket()));
        putOnce(id, contentType, body);
      }
    });
  }

  private void putOnce(MediaId id, String contentType, RequestBody body) {
    s3.putObject(
        object -> object.bucket(properties.bucket()).key(id + ORIGINAL).contentType(contentType),
        body);
  }

  /// Takes all of a file's objects away; those that are not there are no fault.
  ///
  /// @throws UnavailableException `unavailable`
  public void delete(MediaId id) {
    call(() -> {
      try {
        s3.deleteObject(object -> object.bucket(properties.bucket()).key(id + ORIGINAL));
      } catch (NoSuchBucketException nothingWasEverStored) {
        log.atDebug().log("There is no bucket to delete from");
      }
    });
  }

  /// A URL that gives the file to whoever has it, for a while, as what it is and under no other
  /// type.
  ///
  /// @param disposition the answer's `Content-Disposition`
  public URI sign(MediaId id, String contentType, String disposition, Duration validFor) {
    return URI.create(
        presigner
            .presignGetObject(signed ->
                signed
                    .signatureDuration(validFor)
                    .getObjectRequest(object ->
                        object
                            .bucket(properties.bucket())
                            .key(id + ORIGINAL)
                            .responseContentType(contentType)
                            .responseContentDisposition(disposition)
                            .responseCacheControl("private, max-age=3600, immutable")))
            .url()
            .toString());
  }

  private static void call(Runnable operation) {
    try {
      operation.run();
    } catch (SdkException e) {
      log.atWarn().addKeyValue("cause", e.toString()).log("The object store failed");
      throw new UnavailableException("The object store");
    }
  }
}
