@NullMarked
package dev.parley.message.reaction;

import org.jspecify.annotations.NullMarked;
