/// What a message costs its sender, where the platform takes something for it.
@NullMarked
package dev.parley.message.credits;

import org.jspecify.annotations.NullMarked;
