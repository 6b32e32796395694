@NullMarked
package dev.parley.message.viewing;

import org.jspecify.annotations.NullMarked;
