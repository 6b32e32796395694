package dev.parley.message.sending;

import dev.parley.common.id.UserId;
import org.jspecify.annotations.Nullable;

/// A payload and who sends it, as the token says.
record SendRequest(UserId sender, @Nullable String senderName, SendPayload payload) {}
