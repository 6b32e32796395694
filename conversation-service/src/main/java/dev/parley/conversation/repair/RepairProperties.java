package dev.parley.conversation.repair;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param maxMessages how far back from the newest message one conversation is looked through
@ConfigurationProperties("parley.conversation.repair")
record RepairProperties(@DefaultValue("20000") long maxMessages) {}
