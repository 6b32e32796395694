package dev.parley.media.storage;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Puts bytes into the store and takes them out of it. Each call is retried by the SDK within its
/// time, all of them in one circuit breaker's view.
@Component
public class ObjectStore {

  private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
  private static final String NAME = "object-store";

  private final S3Client s3;
  private final String bucket;
  private final CircuitBreaker breaker;

  ObjectStore(S3Client s3, StorageProperties properties, CircuitBreakerRegistry breakers) {
    this.s3 = s3;
    this.bucket = properties.bucket();
    this.breaker = breakers.circuitBreaker(NAME);
  }

  /// Returns when the store has all of it. The file is read again when a try fails, and held in no
  /// memory.
  ///
  /// @param length bytes
  /// @throws UnavailableException `unavailable`; the object may or may not be there
  public void put(ObjectKey key, InputStreamSource file, long length, String contentType) {
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> {
              try {
                return file.getInputStream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            length,
            contentType);
    call(
        "put",
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key(key.value()).contentType(contentType), body));
  }

  /// Takes out every form of the media. What is not there is no error.
  ///
  /// @throws UnavailableException `unavailable`; some may still be there
  public void deleteAll(MediaId media) {
    call("delete", () -> deleteUnder(ObjectKey.folderOf(media)));
  }

  private void deleteUnder(String folder) {
    List<S3Object> found = s3.listObjectsV2(list -> list.bucket(bucket).prefix(folder)).contents();
    for (S3Object object : found) {
      s3.deleteObject(delete -> delete.bucket(bucket).key(object.key()));
    }
  }

  private void call(String what, Runnable operation) {
    try {
      breaker.executeRunnable(operation);
    } catch (CallNotPermittedException e) {
      throw new UnavailableException("The object store");
    } catch (SdkException e) {
      log.atWarn().addKeyValue("operation", what).setCause(e).log("The object store failed");
      throw new UnavailableException("The object store");
    }
  }
}
