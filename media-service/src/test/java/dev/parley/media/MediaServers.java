package dev.parley.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// The servers beside PostgreSQL and Kafka, one of each for all tests.
public final class MediaServers
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  public static final S3Server OBJECTS = objects();
  public static final MessageServiceStub MESSAGES = messages();
  public static final FakeClamd SCANNER = scanner();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "parley.services.message=" + MESSAGES.url(),
            "parley.media.s3.endpoint=" + OBJECTS.endpoint(),
            "parley.media.s3.bucket=" + S3Server.BUCKET,
            "parley.media.s3.access-key=" + S3Server.ACCESS_KEY,
            "parley.media.s3.secret-key=" + S3Server.SECRET_KEY,
            "parley.media.s3.create-bucket=true",
            "parley.media.scan.address=" + SCANNER.address(),
            "parley.media.erasure.after=0s",
            "parley.media.erasure.interval=200ms",
            "parley.media.cleaning.interval=1h")
        .applyTo(context);
  }

  private static S3Server objects() {
    try {
      S3Server server = new S3Server();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FakeClamd scanner() {
    try {
      return new FakeClamd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageServiceStub messages() {
    try {
      return new MessageServiceStub();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
