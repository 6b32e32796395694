package dev.parley.gateway.security;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
class EdgeConfiguration {

  @Bean
  ClientAddresses clientAddresses(EdgeProperties properties) {
    return new ClientAddresses(properties.trustedProxies());
  }

  @Bean
  Origins origins(EdgeProperties properties) {
    return new Origins(properties.cors().allowedOrigins());
  }
}
