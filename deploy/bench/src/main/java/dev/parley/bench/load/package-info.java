/// The load generator: sockets, pacing, and the ledger that finds what was lost, doubled or out of
/// order.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
