/// Editing and deleting messages, and the batches of changes that sockets send.
@NullMarked
package dev.parley.message.editing;

import org.jspecify.annotations.NullMarked;
