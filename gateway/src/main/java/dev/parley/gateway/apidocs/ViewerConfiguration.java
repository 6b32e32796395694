package dev.parley.gateway.apidocs;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.io.IOException;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// The page that shows the document, from what is in the jar: nothing is loaded from elsewhere.
@Configuration(proxyBeanMethods = false)
class ViewerConfiguration {

  private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  @Bean
  RouterFunction<ServerResponse> viewer() throws IOException {
    Properties webjar = PropertiesLoaderUtils.loadProperties(new ClassPathResource(VERSION));
    ClassPathResource page = new ClassPathResource("static/api-docs/index.html");
    return RouterFunctions.route()
        .route(
            methods(HttpMethod.GET, HttpMethod.HEAD).and(path("/api-docs/ui")),
            _ -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
        .resources(
            "/vendor/swagger-ui/**",
            new ClassPathResource(
                "META-INF/resources/webjars/swagger-ui/%s/"
                    .formatted(webjar.getProperty("version"))))
        .build();
  }
}
