package dev.parley.gateway.ratelimit;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

  @Bean
  RateLimits rateLimits(RateLimitProperties properties, MeterRegistry registry) {
    return new RateLimits(properties, TimeMeter.SYSTEM_MILLISECONDS, registry);
  }
}
