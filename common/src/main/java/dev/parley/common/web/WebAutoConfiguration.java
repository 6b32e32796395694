package dev.parley.common.web;

import dev.parley.common.json.Json;
import dev.parley.common.problem.ProblemAdvice;
import dev.parley.common.security.InternalTokens;
import dev.parley.common.security.SecurityAutoConfiguration;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP side that every service shares.
@AutoConfiguration(
    after = SecurityAutoConfiguration.class,
    before = JacksonAutoConfiguration.class,
    beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@EnableConfigurationProperties(WebProperties.class)
public class WebAutoConfiguration {

  /// The one mapper for requests, answers and events: what one of them takes the others can give
  /// back.
  @Bean
  JsonMapper jsonMapper() {
    return Json.mapper();
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @Import({ProblemAdvice.class, ProblemErrorController.class})
  static class Servlet {

    private static final int AFTER_SECURITY = 0;

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
      var registration = new FilterRegistrationBean<>(new TraceFilter());
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(WebProperties properties) {
      var registration =
          new FilterRegistrationBean<>(new BodyLimitFilter(properties.maxBody().toBytes()));
      registration.setOrder(AFTER_SECURITY);
      return registration;
    }

    @Bean
    InternalClients internalClients(
        InternalTokens tokens, CircuitBreakerRegistry breakers, RetryRegistry retries) {
      return new InternalClients(tokens, breakers, retries);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Tomcat.class, ConfigurableTomcatWebServerFactory.class})
  static class TomcatAnswers {

    /// What Tomcat refuses by itself is a problem document as well. A user id may have a slash in
    /// it: as `%2F` it stays in its path segment.
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcatAnswers() {
      return factory -> {
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
          }
        });
        factory.addConnectorCustomizers(connector -> {
          connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
          connector.setEncodedReverseSolidusHandling(
              EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
      };
    }
  }
}
