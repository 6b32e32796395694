/// A made-up chat of any size, written where the services keep theirs, row for row as if they had
/// been sent it.
@NullMarked
package dev.parley.bench.corpus;

import org.jspecify.annotations.NullMarked;
