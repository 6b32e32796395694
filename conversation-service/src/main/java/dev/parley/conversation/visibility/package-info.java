/// Whose presence one may see.
@NullMarked
package dev.parley.conversation.visibility;

import org.jspecify.annotations.NullMarked;
