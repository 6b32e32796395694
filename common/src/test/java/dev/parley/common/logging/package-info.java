@NullMarked
package dev.parley.common.logging;

import org.jspecify.annotations.NullMarked;
