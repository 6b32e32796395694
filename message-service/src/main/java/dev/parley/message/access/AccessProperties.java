package dev.parley.message.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param maxParticipants how many participants, of all remembered conversations together, are kept
/// @param refreshAfter when a remembered conversation is asked for anew, behind the answer that
///   uses it: events keep it current, and this mends one that was missed
@ConfigurationProperties("parley.access-cache")
record AccessProperties(
    @DefaultValue("2000000") long maxParticipants, @DefaultValue("60s") Duration refreshAfter) {}
