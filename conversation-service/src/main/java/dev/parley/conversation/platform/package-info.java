/// What all events of the platform have in common.
@NullMarked
package dev.parley.conversation.platform;

import org.jspecify.annotations.NullMarked;
