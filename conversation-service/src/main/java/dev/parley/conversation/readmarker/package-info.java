/// How far each participant has read and been delivered.
@NullMarked
package dev.parley.conversation.readmarker;

import org.jspecify.annotations.NullMarked;
