package dev.parley.media;

import dev.parley.common.testing.WithServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/// The whole service on a real PostgreSQL, Kafka and S3, listening on a port of its own, with a
/// message-service that says what a test wants. Tests share it: each names users of its own.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = MediaServers.class)
@Import(Stored.class)
@WithServers(database = "media")
public @interface MediaServiceTest {}
