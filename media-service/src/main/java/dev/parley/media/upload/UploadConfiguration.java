package dev.parley.media.upload;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
class UploadConfiguration {

  /// For boundaries, part headers and fields beside the file.
  private static final DataSize ENVELOPE = DataSize.ofKilobytes(64);

  /// Every file goes to the disk at once, however small.
  @Bean
  MultipartConfigElement multipartConfigElement(UploadProperties properties) {
    MultipartConfigFactory factory = new MultipartConfigFactory();
    factory.setLocation(properties.directory());
    factory.setMaxFileSize(properties.maxSize());
    factory.setMaxRequestSize(
        DataSize.ofBytes(properties.maxSize().toBytes() + ENVELOPE.toBytes()));
    factory.setFileSizeThreshold(DataSize.ofBytes(0));
    return factory.createMultipartConfig();
  }
}
