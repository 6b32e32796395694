@NullMarked
package dev.parley.local.host;

import org.jspecify.annotations.NullMarked;
