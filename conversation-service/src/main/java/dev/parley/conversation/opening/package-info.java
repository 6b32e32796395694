/// Conversations come to be: one for each pair, any number of groups.
@NullMarked
package dev.parley.conversation.opening;

import org.jspecify.annotations.NullMarked;
