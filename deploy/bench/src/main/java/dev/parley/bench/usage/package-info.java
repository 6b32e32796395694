/// What processes cost: CPU and memory, from /proc.
@NullMarked
package dev.parley.bench.usage;

import org.jspecify.annotations.NullMarked;
