@NullMarked
package dev.parley.conversation.match;

import org.jspecify.annotations.NullMarked;
