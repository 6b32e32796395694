/// Command-line arguments.
@NullMarked
package dev.parley.bench.cli;

import org.jspecify.annotations.NullMarked;
