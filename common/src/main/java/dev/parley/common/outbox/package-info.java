/// Events written in the transaction that causes them, and relayed to Kafka after it.
@NullMarked
package dev.parley.common.outbox;

import org.jspecify.annotations.NullMarked;
