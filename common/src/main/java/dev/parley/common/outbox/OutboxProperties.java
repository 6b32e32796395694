package dev.parley.common.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param enabled whether this process relays; off in tests that look at the table
/// @param batchRows rows that are sent and then deleted together, 1 or more
/// @param batchBytes of events that are held at once; a row that is larger goes alone
/// @param gather how long the leader waits, while there is much to send, for more to go with it
/// @param activePoll how soon the leader looks again after it found rows that another process wrote
/// @param idlePoll how soon it looks while nothing happens; this process's own rows wake it at once
/// @param leaderRetry how often the others try to become the leader
@ConfigurationProperties("parley.outbox")
public record OutboxProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("256") int batchRows,
    @DefaultValue("16MB") DataSize batchBytes,
    @DefaultValue("4ms") Duration gather,
    @DefaultValue("5ms") Duration activePoll,
    @DefaultValue("50ms") Duration idlePoll,
    @DefaultValue("250ms") Duration leaderRetry) {}
