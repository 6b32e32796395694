@NullMarked
package dev.parley.conversation.setting;

import org.jspecify.annotations.NullMarked;
