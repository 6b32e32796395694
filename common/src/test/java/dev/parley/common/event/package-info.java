@NullMarked
package dev.parley.common.event;

import org.jspecify.annotations.NullMarked;
