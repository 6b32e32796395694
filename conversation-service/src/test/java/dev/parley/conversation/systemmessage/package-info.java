@NullMarked
package dev.parley.conversation.systemmessage;

import org.jspecify.annotations.NullMarked;
