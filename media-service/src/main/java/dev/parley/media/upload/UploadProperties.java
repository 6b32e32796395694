package dev.parley.media.upload;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param maxSize of one file
/// @param directory where files lie while they are received; the server's own unless told. It holds
///   `concurrent` files of `maxSize` at most
/// @param concurrent uploads that a node takes at a time; more of them wait
/// @param concurrentPerUser uploads of one user that a node takes at a time
/// @param patience how long one that is too many waits
/// @param answerWithin how long an answer waits for the file to be processed; then it says that it
///   is not yet
/// @param quota of one user's media in all
@Validated
@ConfigurationProperties("parley.media.upload")
public record UploadProperties(
    @DefaultValue("25MB") DataSize maxSize,
    @DefaultValue("") String directory,
    @Positive @DefaultValue("32") int concurrent,
    @Positive @DefaultValue("4") int concurrentPerUser,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("3s") Duration answerWithin,
    @DefaultValue("10GB") DataSize quota) {

  @AssertTrue(message = "parley.media.upload.max-size is one byte or more")
  boolean isMaxSizePositive() {
    return maxSize.toBytes() > 0;
  }
}
