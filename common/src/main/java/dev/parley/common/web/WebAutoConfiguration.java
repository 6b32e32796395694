package dev.parley.common.web;

import dev.parley.common.json.Json;
import dev.parley.common.problem.ProblemAdvice;
import dev.parley.common.problem.StorageProblemAdvice;
import dev.parley.common.security.InternalTokens;
import dev.parley.common.security.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;

/// The HTTP side that every service shares.
@AutoConfiguration(after = SecurityAutoConfiguration.class)
public class WebAutoConfiguration {

  @Bean
  JsonMapperBuilderCustomizer parleyJson() {
    return Json::configure;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @Import(ProblemAdvice.class)
  static class Servlet {

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
      var registration = new FilterRegistrationBean<>(new TraceFilter());
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }

    @Bean
    InternalClients internalClients(InternalTokens tokens) {
      return new InternalClients(tokens);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(JdbcTemplate.class)
  @Import(StorageProblemAdvice.class)
  static class ServletWithStorage {}
}
