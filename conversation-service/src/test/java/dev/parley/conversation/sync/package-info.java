@NullMarked
package dev.parley.conversation.sync;

import org.jspecify.annotations.NullMarked;
