package dev.parley.conversation.match;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The system message that a match opens with.
///
/// @param text at most 16 000 characters; empty for no message
/// @param silent whether the message leaves unread counts alone
@ConfigurationProperties("parley.conversation.match")
record MatchProperties(
    @DefaultValue("You have been matched. Say hello!") String text,
    @DefaultValue("false") boolean silent) {}
