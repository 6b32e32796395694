@NullMarked
package dev.parley.conversation.profile;

import org.jspecify.annotations.NullMarked;
