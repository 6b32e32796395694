@NullMarked
package dev.parley.message.erasure;

import org.jspecify.annotations.NullMarked;
