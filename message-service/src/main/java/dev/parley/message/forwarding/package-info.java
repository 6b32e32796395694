/// Forwarding a message to other conversations.
@NullMarked
package dev.parley.message.forwarding;

import org.jspecify.annotations.NullMarked;
