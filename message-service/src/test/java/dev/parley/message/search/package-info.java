@NullMarked
package dev.parley.message.search;

import org.jspecify.annotations.NullMarked;
