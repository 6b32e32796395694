/// The service whole, with real Kafka and sockets, and its neighbours played by the tests.
@NullMarked
package dev.parley.realtime.testing;

import org.jspecify.annotations.NullMarked;
