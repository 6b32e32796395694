/// What travels over Kafka: topics, the envelope, and a record for every event.
@NullMarked
package dev.parley.common.event;

import org.jspecify.annotations.NullMarked;
