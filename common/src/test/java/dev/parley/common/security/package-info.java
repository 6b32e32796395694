@NullMarked
package dev.parley.common.security;

import org.jspecify.annotations.NullMarked;
