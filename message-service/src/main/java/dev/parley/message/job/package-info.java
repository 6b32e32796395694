/// Work that goes on in the background.
@NullMarked
package dev.parley.message.job;

import org.jspecify.annotations.NullMarked;
