package dev.parley.media.storage;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Puts bytes into the store and takes them out of it.
@Component
public class ObjectStore {

  /// Bytes a second that a transfer is given time for.
  private static final long SLOWEST = 1024 * 1024;

  private static final int PIECE = 64 * 1024;

  private final S3Client s3;
  private final String bucket;
  private final Duration attemptTimeout;
  private final StoreCalls calls;

  ObjectStore(S3Client s3, StorageProperties properties, StoreCalls calls) {
    this.s3 = s3;
    this.bucket = properties.bucket();
    this.attemptTimeout = properties.attemptTimeout();
    this.calls = calls;
  }

  /// An object that lies there.
  ///
  /// @param size bytes
  public record Found(String key, long size, Instant modifiedAt) {}

  /// Some of the objects.
  ///
  /// @param next where the following page begins; null after the last one
  public record Page(List<Found> objects, @Nullable String next) {}

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
    put(key, body, contentType);
  }

  /// As with any other source.
  ///
  /// @throws UnavailableException `unavailable`; the object may or may not be there
  public void put(ObjectKey key, Path file, String contentType) {
    put(key, RequestBody.fromFile(file), contentType);
  }

  private void put(ObjectKey key, RequestBody body, String contentType) {
    Duration patience = patienceFor(body.optionalContentLength().orElse(0L));
    calls.run(
        "put",
        () ->
            s3.putObject(
                put ->
                    put.bucket(bucket)
                        .key(key.value())
                        .contentType(contentType)
                        .overrideConfiguration(call ->
                            call.apiCallAttemptTimeout(patience)
                                .apiCallTimeout(patience.multipliedBy(2))),
                body));
  }

  /// A large object takes longer than any other call may.
  private Duration patienceFor(long bytes) {
    return attemptTimeout.plusSeconds(bytes / SLOWEST);
  }

  /// Its size; empty where there is none.
  ///
  /// @throws UnavailableException `unavailable`
  public Optional<Long> sizeOf(ObjectKey key) {
    return calls.get(
        "head",
        () -> {
          try {
            return Optional.of(
                s3.headObject(head -> head.bucket(bucket).key(key.value())).contentLength());
          } catch (NoSuchKeyException missing) {
            return Optional.empty();
          }
        });
  }

  /// Fetches it into a file, which is made anew.
  ///
  /// @param atMost bytes; one that is larger is not fetched
  /// @param arrived told again and again how many bytes are there
  /// @return whether it is there, and no larger
  /// @throws UnavailableException `unavailable`
  /// @throws StoreRefusedException `unavailable`; also when the disk does not hold it
  public boolean fetch(ObjectKey key, Path into, long atMost, LongConsumer arrived) {
    Optional<Long> size = sizeOf(key);
    if (size.isEmpty() || size.get() > atMost) {
      return false;
    }
    Duration patience = patienceFor(size.get());
    return calls.get("get", () -> fetchNow(key, into, patience, arrived));
  }

  private boolean fetchNow(ObjectKey key, Path into, Duration patience, LongConsumer arrived) {
    try {
      s3.getObject(
          get ->
              get.bucket(bucket)
                  .key(key.value())
                  .overrideConfiguration(call ->
                      call.apiCallAttemptTimeout(patience)
                          .apiCallTimeout(patience.multipliedBy(2))),
          (answer, bytes) -> keep(counted(bytes, arrived), into));
      return true;
    } catch (NoSuchKeyException missing) {
      return false;
    }
  }

  /// From the beginning, where a try before has kept some of it.
  private static Path keep(InputStream bytes, Path into) throws LocalDiskException {
    byte[] piece = new byte[PIECE];
    try (OutputStream file = Files.newOutputStream(into)) {
      int read = read(bytes, piece);
      while (read >= 0) {
        file.write(piece, 0, read);
        read = read(bytes, piece);
      }
      return into;
    } catch (IOException e) {
      throw new LocalDiskException(e);
    }
  }

  /// What breaks off on its way is fetched again.
  private static int read(InputStream bytes, byte[] piece) {
    try {
      return bytes.read(piece);
    } catch (IOException e) {
      throw RetryableException.builder().message("the transfer broke off").cause(e).build();
    }
  }

  private static InputStream counted(InputStream bytes, LongConsumer arrived) {
    return new FilterInputStream(bytes) {
      private long count;

      @Override
      public int read() throws IOException {
        int read = super.read();
        arrived.accept(read < 0 ? count : ++count);
        return read;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count += Math.max(0, read);
        arrived.accept(count);
        return read;
      }
    };
  }

  /// Takes out one form. What is not there is no error.
  ///
  /// @throws UnavailableException `unavailable`
  public void delete(ObjectKey key) {
    calls.run("delete", () -> s3.deleteObject(delete -> delete.bucket(bucket).key(key.value())));
  }

  /// Takes out every form of the media. What is not there is no error.
  ///
  /// @throws UnavailableException `unavailable`; some may still be there
  public void deleteAll(MediaId media) {
    calls.run("delete", () -> deleteUnder(ObjectKey.folderOf(media)));
  }

  private void deleteUnder(String folder) {
    List<S3Object> found = s3.listObjectsV2(list -> list.bucket(bucket).prefix(folder)).contents();
    for (S3Object object : found) {
      s3.deleteObject(delete -> delete.bucket(bucket).key(object.key()));
    }
  }

  /// A page of everything that lies there, in the keys' order.
  ///
  /// @param from what the page before said
  /// @throws UnavailableException `unavailable`
  public Page list(@Nullable String from) {
    return calls.get(
        "list",
        () -> {
          ListObjectsV2Response page =
              s3.listObjectsV2(list -> list.bucket(bucket).continuationToken(from));
          return new Page(
              page.contents().stream()
                  .map(object -> new Found(object.key(), object.size(), object.lastModified()))
                  .toList(),
              Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
        });
  }
}
