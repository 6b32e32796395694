@NullMarked
package dev.parley.conversation.booking;

import org.jspecify.annotations.NullMarked;
