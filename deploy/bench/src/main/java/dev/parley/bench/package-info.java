/// The benchmark: a load generator for anything that speaks the suite's Socket.IO contract, and a
/// comparison of the suite with what a team would write instead.
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
