/// The servers under the suite: PostgreSQL, Kafka and an object store.
@NullMarked
package dev.parley.local.server;

import org.jspecify.annotations.NullMarked;
