package dev.parley.common.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/// Reads {@link WithServers}. Registered in `META-INF/spring.factories`.
final class WithServersCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> test, List<ContextConfigurationAttributes> attributes) {
    WithServers wanted = TestContextAnnotationUtils.findMergedAnnotation(test, WithServers.class);
    return wanted == null ? null : new Customizer(wanted.database(), wanted.kafka());
  }

  /// A record: its equality lets tests that want the same share a context.
  record Customizer(String database, boolean kafka) implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration merged) {
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("parley.security.jwt.secret", Tokens.SECRET);
      properties.put("parley.security.internal-secret", Tokens.INTERNAL_SECRET);
      if (!database.isEmpty()) {
        PostgresServer.Database fresh = PostgresServer.database(database);
        properties.put("spring.datasource.url", fresh.url());
        properties.put("spring.datasource.username", fresh.username());
        properties.put("spring.datasource.password", fresh.password());
      }
      if (kafka) {
        properties.put("spring.kafka.bootstrap-servers", KafkaBroker.bootstrapServers());
      }
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("servers", properties));
    }
  }
}
