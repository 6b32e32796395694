package dev.parley.media.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class StoragePropertiesTests {

  private static final List<String> COMPLETE =
      List.of(
          "parley.media.s3.endpoint=http://store:9000",
          "parley.media.s3.bucket=media",
          "parley.media.s3.access-key=access",
          "parley.media.s3.secret-key=hidden-key");

  @EnableConfigurationProperties(StorageProperties.class)
  static class Bound {}

  private static ApplicationContextRunner with(List<String> settings) {
    return new ApplicationContextRunner()
        .withUserConfiguration(Bound.class, StorageConfiguration.class, ObjectUrls.class)
        .withPropertyValues(settings.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endpoint", "bucket", "access-key", "secret-key"})
  void refusesToStartWithout(String setting) {
    List<String> settings = new ArrayList<>(COMPLETE);
    settings.removeIf(given -> given.contains(setting));
    with(settings).run(context -> assertThat(context).hasFailed());
  }

  @Test
  void showsNoKey() {
    with(COMPLETE)
        .run(context ->
            assertThat(context.getBean(StorageProperties.class).toString())
                .doesNotContain("hidden-key")
                .doesNotContain("access"));
  }

  @Test
  void signsForTheHostThatBrowsersReach() {
    List<String> settings = new ArrayList<>(COMPLETE);
    settings.add("parley.media.s3.public-endpoint=https://media.example.com");
    with(settings)
        .run(context -> {
          assertThat(context).hasSingleBean(S3Presigner.class);
          String url =
              context
                  .getBean(ObjectUrls.class)
                  .signed(
                      new ObjectKey("id/original"), Duration.ofMinutes(1), "image/png", "inline")
                  .toString();
          assertThat(url).startsWith("https://media.example.com/media/id/original?");
          assertThat(url).contains("X-Amz-Expires=60");
        });
  }
}
