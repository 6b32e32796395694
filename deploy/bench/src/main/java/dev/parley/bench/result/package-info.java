/// What was measured: metrics and their medians, findings, the Markdown table, the plot, the README
/// block.
@NullMarked
package dev.parley.bench.result;

import org.jspecify.annotations.NullMarked;
