@NullMarked
package dev.parley.common.kafka;

import org.jspecify.annotations.NullMarked;
