package dev.parley.media.upload;

import dev.parley.common.id.UserId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Bounds what is received at a time, by the node and by each user: the disk holds so many files,
/// and one slow or greedy client does not keep everyone else out.
@Component
class UploadSlots {

  private static final Logger log = LoggerFactory.getLogger(UploadSlots.class);

  private final UploadProperties properties;
  private final Semaphore all;
  private final ConcurrentMap<UserId, Integer> byUser = new ConcurrentHashMap<>();

  UploadSlots(UploadProperties properties) {
    this.properties = properties;
    this.all = new Semaphore(properties.concurrent(), true);
  }

  /// @throws TooManyUploadsException `rate_limited` when the user has as many going on as one may
  /// @throws TryAgainException `unavailable` when the node has, and none ends in time
  <T> T occupy(UserId user, Supplier<T> upload) {
    if (byUser.merge(user, 1, Integer::sum) > properties.concurrentPerUser()) {
      release(user);
      throw new TooManyUploadsException(properties.concurrentPerUser());
    }
    try {
      return occupy(upload);
    } finally {
      release(user);
    }
  }

  private <T> T occupy(Supplier<T> upload) {
    try {
      if (!all.tryAcquire(properties.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn().log("An upload was refused: too many are under way");
        throw new TryAgainException("Too many uploads are going on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryAgainException("Too many uploads are going on");
    }
    try {
      return upload.get();
    } finally {
      all.release();
    }
  }

  private void release(UserId user) {
    byUser.computeIfPresent(user, (_, uploads) -> uploads == 1 ? null : uploads - 1);
  }
}
