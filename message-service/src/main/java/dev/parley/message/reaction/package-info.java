/// Reactions: what is an emoji, and how one is put to a message.
@NullMarked
package dev.parley.message.reaction;

import org.jspecify.annotations.NullMarked;
