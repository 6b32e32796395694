@NullMarked
package dev.parley.conversation.readmarker;

import org.jspecify.annotations.NullMarked;
