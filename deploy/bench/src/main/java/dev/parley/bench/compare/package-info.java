/// Starts the suite and the peer, puts the same loads on both in turn, and judges what came out.
@NullMarked
package dev.parley.bench.compare;

import org.jspecify.annotations.NullMarked;
