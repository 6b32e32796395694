package dev.parley.common.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param partitions of each topic that is made, 1 or more
/// @param replicas of each topic that is made; 3 in production
/// @param createTopics whether missing topics are made at the start
/// @param retries further tries of a record that failed, before it goes to the dead letters; while
///   the database or another service is away there is no bound
/// @param firstBackoff before the first retry; each one waits twice as long as the one before
/// @param maxBackoff the longest wait
@ConfigurationProperties("parley.kafka")
public record KafkaDefaultsProperties(
    @DefaultValue("8") int partitions,
    @DefaultValue("1") short replicas,
    @DefaultValue("true") boolean createTopics,
    @DefaultValue("5") int retries,
    @DefaultValue("100ms") Duration firstBackoff,
    @DefaultValue("5s") Duration maxBackoff) {}
