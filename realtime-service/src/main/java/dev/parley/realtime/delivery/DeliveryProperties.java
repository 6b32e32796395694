package dev.parley.realtime.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param gapPatience how long a message may wait for those before it until they are fetched
/// @param joinPatience how long what was said before a user came into a conversation is tried to be
///   fetched; then the user's sockets are closed, to come back and ask for it
@ConfigurationProperties("parley.realtime.delivery")
record DeliveryProperties(
    @DefaultValue("1s") Duration gapPatience, @DefaultValue("30s") Duration joinPatience) {}
