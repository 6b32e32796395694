/// Finding messages by what they say, among those that the caller may read.
@NullMarked
package dev.parley.message.search;

import org.jspecify.annotations.NullMarked;
