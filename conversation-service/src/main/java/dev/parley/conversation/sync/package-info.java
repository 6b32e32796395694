/// Bringing a device that was away up to date.
@NullMarked
package dev.parley.conversation.sync;

import org.jspecify.annotations.NullMarked;
