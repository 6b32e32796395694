/// How services read Kafka: decoding, retries, dead letters, once-only effects, broadcast.
@NullMarked
package dev.parley.common.kafka;

import org.jspecify.annotations.NullMarked;
