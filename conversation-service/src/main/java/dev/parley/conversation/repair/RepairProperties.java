package dev.parley.conversation.repair;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param maxMessages how far back from the newest message one conversation is looked through
/// @param budget how long one request goes on to further conversations; what is left is for the
///   next
@ConfigurationProperties("parley.conversation.repair")
record RepairProperties(
    @DefaultValue("20000") long maxMessages, @DefaultValue("5s") Duration budget) {}
