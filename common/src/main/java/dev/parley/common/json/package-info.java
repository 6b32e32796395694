/// One JSON style for REST, Kafka and sockets.
@NullMarked
package dev.parley.common.json;

import org.jspecify.annotations.NullMarked;
