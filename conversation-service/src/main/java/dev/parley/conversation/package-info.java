/// Conversations, their participants and what each participant has read.
@NullMarked
package dev.parley.conversation;

import org.jspecify.annotations.NullMarked;
