@NullMarked
package dev.parley.message.search.indexing;

import org.jspecify.annotations.NullMarked;
