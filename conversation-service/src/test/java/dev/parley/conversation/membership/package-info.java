@NullMarked
package dev.parley.conversation.membership;

import org.jspecify.annotations.NullMarked;
