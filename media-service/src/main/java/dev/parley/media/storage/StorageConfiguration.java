package dev.parley.media.storage;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /// Checksums beyond what an operation requires are left out: stores other than Amazon's differ in
  /// which of them they take.
  @Bean(destroyMethod = "close")
  S3Client s3Client(StorageProperties properties) {
    return S3Client.builder()
        .endpointOverride(properties.endpoint())
        .region(Region.of(properties.region()))
        .credentialsProvider(credentials(properties))
        .serviceConfiguration(addressing(properties))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(properties.attemptTimeout()))
        .overrideConfiguration(overrides ->
            overrides
                .apiCallAttemptTimeout(properties.attemptTimeout())
                .apiCallTimeout(properties.timeout()))
        .build();
  }

  @Bean(destroyMethod = "close")
  S3Presigner s3Presigner(StorageProperties properties) {
    return S3Presigner.builder()
        .endpointOverride(properties.signedEndpoint())
        .region(Region.of(properties.region()))
        .credentialsProvider(credentials(properties))
        .serviceConfiguration(addressing(properties))
        .build();
  }

  private static StaticCredentialsProvider credentials(StorageProperties properties) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(properties.accessKey(), properties.secretKey()));
  }

  private static S3Configuration addressing(StorageProperties properties) {
    return S3Configuration.builder().pathStyleAccessEnabled(properties.pathStyle()).build();
  }
}
