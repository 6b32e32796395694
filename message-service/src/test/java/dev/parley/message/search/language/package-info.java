@NullMarked
package dev.parley.message.search.language;

import org.jspecify.annotations.NullMarked;
