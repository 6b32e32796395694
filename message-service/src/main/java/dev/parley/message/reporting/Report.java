package dev.parley.message.reporting;

import dev.parley.common.id.MessageId;
import java.time.Instant;
import java.util.UUID;

/// What a reporter is shown of their report.
record Report(UUID id, MessageId messageId, String reason, Instant createdAt) {}
