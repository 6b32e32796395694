@NullMarked
package dev.parley.message.access;

import org.jspecify.annotations.NullMarked;
