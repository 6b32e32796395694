package dev.parley.common.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Gives a Spring test its servers: `@SpringBootTest @WithServers(database = "message") class
/// MessageSendingIT`.
///
/// Sets `spring.datasource.*` (a fresh database for each application context),
/// `spring.kafka.bootstrap-servers`, `parley.security.jwt.secret` and
/// `parley.security.internal-secret` (the ones {@link Tokens} signs with). They go before
/// `application.yaml`, and `@TestPropertySource` and `@DynamicPropertySource` can add to them.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface WithServers {

  /// What the database's name begins with; empty: no PostgreSQL.
  String database() default "";

  boolean kafka() default true;
}
