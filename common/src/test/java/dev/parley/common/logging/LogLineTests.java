package dev.parley.common.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class LogLineTests {

  private final LoggerContext context = new LoggerContext();

  @ParameterizedTest
  @ValueSource(strings = {"logging.pattern.console", "logging.pattern.file"})
  void hasTheTraceAndTheFacts(String property) throws IOException {
    assertThat(line(property, event()))
        .contains(" WARN ")
        .contains("[trace-1]")
        .contains(": Service unreachable path=\"/api/v1/unread\"\n");
  }

  private LoggingEvent event() {
    Logger logger = context.getLogger("dev.parley.Any");
    LoggingEvent event =
        new LoggingEvent("any", logger, Level.WARN, "Service unreachable", null, null);
    event.addKeyValuePair(new KeyValuePair("path", "/api/v1/unread"));
    event.setMDCPropertyMap(Map.of("trace_id", "trace-1"));
    return event;
  }

  private String line(String property, ILoggingEvent event) throws IOException {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("wEx", ExtendedWhitespaceThrowableProxyConverter::new);
    layout.setPattern(pattern(property));
    layout.start();
    return layout.doLayout(event);
  }

  private static String pattern(String property) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    for (PropertySource<?> source :
        new YamlPropertySourceLoader()
            .load("defaults", new ClassPathResource("parley-defaults.yaml"))) {
      environment.getPropertySources().addLast(source);
    }
    return environment.getRequiredProperty(property);
  }
}
