package dev.parley.realtime.presence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param awayAfter how long all of a user's devices are silent until the user is away
/// @param grace how long a user who is gone is still shown: most come back at once, elsewhere
/// @param beat between two signs of life of a node
/// @param lease how long after the last sign of a node its users are still here; three beats or
///   more
/// @param settle how long a new node listens to the others before it speaks for all of them
/// @param remembered users who are gone whose last time is remembered
/// @param history how far back a new node looks for when users were last seen
@ConfigurationProperties("parley.realtime.presence")
record PresenceProperties(
    @DefaultValue("5m") Duration awayAfter,
    @DefaultValue("5s") Duration grace,
    @DefaultValue("5s") Duration beat,
    @DefaultValue("15s") Duration lease,
    @DefaultValue("2s") Duration settle,
    @DefaultValue("100000") int remembered,
    @DefaultValue("24h") Duration history) {}
