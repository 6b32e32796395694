/// The conversation itself: the aggregate, what is published of it, and how one user sees it.
@NullMarked
package dev.parley.conversation.conversation;

import org.jspecify.annotations.NullMarked;
