@NullMarked
package dev.parley.common.outbox;

import org.jspecify.annotations.NullMarked;
