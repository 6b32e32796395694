@NullMarked
package dev.parley.conversation.repair;

import org.jspecify.annotations.NullMarked;
