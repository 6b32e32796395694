@NullMarked
package dev.parley.common.json;

import org.jspecify.annotations.NullMarked;
