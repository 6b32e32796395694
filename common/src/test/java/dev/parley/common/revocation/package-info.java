@NullMarked
package dev.parley.common.revocation;

import org.jspecify.annotations.NullMarked;
