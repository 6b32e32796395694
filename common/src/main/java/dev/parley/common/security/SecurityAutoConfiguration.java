package dev.parley.common.security;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Token checks for every service that has `common` on its class path.
@AutoConfiguration
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityAutoConfiguration {

  /// Ticks in microseconds, which is what PostgreSQL keeps: a time is the same before it is stored
  /// and after.
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }

  @Bean
  Revocations revocations(SecurityProperties properties, Clock clock) {
    return new Revocations(properties.maxTokenLife(), clock);
  }

  @Bean
  TokenVerifier tokenVerifier(SecurityProperties properties, Revocations revocations, Clock clock) {
    return new TokenVerifier(properties.jwt(), revocations, clock);
  }

  @Bean
  InternalTokens internalTokens(
      @Value("${spring.application.name}") String service,
      SecurityProperties properties,
      Clock clock) {
    return new InternalTokens(service, properties.internalSecret(), clock);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Servlet implements WebMvcConfigurer {

    static final int ORDER = -100;

    @Bean
    FilterRegistrationBean<CallerFilter> callerFilter(
        TokenVerifier users, InternalTokens services) {
      var registration = new FilterRegistrationBean<>(new CallerFilter(users, services));
      registration.setOrder(ORDER);
      return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new CallerArgumentResolver());
    }
  }
}
