/// What messages do to a conversation: its newest message, its numbers, its uncounted messages.
@NullMarked
package dev.parley.conversation.activity;

import org.jspecify.annotations.NullMarked;
