package dev.parley.common.connection;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Every service that has a database has some connections to it reserved.
@AutoConfiguration
@ConditionalOnClass({HikariDataSource.class, DelegatingDataSource.class})
@EnableConfigurationProperties(ConnectionProperties.class)
public class ConnectionAutoConfiguration {

  @Bean
  static BeanPostProcessor connectionReserver(ObjectProvider<ConnectionProperties> properties) {
    return new Reserver(properties);
  }

  private static final class Reserver implements BeanPostProcessor, DisposableBean {

    private final ObjectProvider<ConnectionProperties> properties;
    private final List<ReservedConnections> made = new ArrayList<>();

    Reserver(ObjectProvider<ConnectionProperties> properties) {
      this.properties = properties;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!(bean instanceof HikariDataSource pool)) {
        return bean;
      }
      var connections = new ReservedConnections(pool, properties.getObject().reserved());
      made.add(connections);
      return connections;
    }

    @Override
    public void destroy() {
      made.forEach(ReservedConnections::close);
    }
  }
}
