/// What questions cost as the data grows: the inbox, history at depth, the badge, a sync, changes,
/// receipts, the search.
@NullMarked
package dev.parley.bench.scale;

import org.jspecify.annotations.NullMarked;
