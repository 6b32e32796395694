@NullMarked
package dev.parley.conversation.access;

import org.jspecify.annotations.NullMarked;
