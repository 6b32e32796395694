package dev.parley.media.storage;

import dev.parley.common.problem.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/// Makes the bucket if it is missing, as soon as the store answers: the service does not wait for
/// it.
@Component
@ConditionalOnBooleanProperty("parley.media.s3.create-bucket")
class BucketMaker {

  private static final Logger log = LoggerFactory.getLogger(BucketMaker.class);

  private final S3Client s3;
  private final String bucket;
  private boolean done;

  BucketMaker(S3Client s3, StorageProperties properties) {
    this.s3 = s3;
    this.bucket = properties.bucket();
  }

  @Scheduled(fixedDelayString = "5s")
  void makeOnce() {
    if (done) {
      return;
    }
    try {
      makeIfMissing();
      done = true;
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("bucket", bucket)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("The bucket cannot be made now; trying again");
    }
  }

  private void makeIfMissing() {
    try {
      s3.headBucket(head -> head.bucket(bucket));
    } catch (NoSuchBucketException missing) {
      try {
        s3.createBucket(create -> create.bucket(bucket));
        log.atInfo().addKeyValue("bucket", bucket).log("Bucket made");
      } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
        log.atDebug().addKeyValue("bucket", bucket).log("Another node has made it");
      }
    }
  }
}
