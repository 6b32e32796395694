@NullMarked
package dev.parley.conversation.opening;

import org.jspecify.annotations.NullMarked;
