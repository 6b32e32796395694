@NullMarked
package dev.parley.common.problem;

import org.jspecify.annotations.NullMarked;
