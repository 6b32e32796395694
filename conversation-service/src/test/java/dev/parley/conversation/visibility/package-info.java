@NullMarked
package dev.parley.conversation.visibility;

import org.jspecify.annotations.NullMarked;
