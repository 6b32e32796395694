package dev.parley.conversation.booking;

import dev.parley.conversation.conversation.ConversationState;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a booking's status does.
///
/// @param states what the pair's conversation becomes, by status: `read_only` or `open`; a status
///   that is not among them leaves it as it is
/// @param texts the system message, by status, where the event brings none; at most 16 000
///   characters
/// @param silent whether the message leaves unread counts alone
@ConfigurationProperties("parley.conversation.booking")
record BookingProperties(
    @DefaultValue Map<String, ConversationState> states,
    @DefaultValue Map<String, String> texts,
    @DefaultValue("false") boolean silent) {}
