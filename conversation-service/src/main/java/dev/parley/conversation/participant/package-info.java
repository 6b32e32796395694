/// Who is in which conversation, in what role, and how far they have read.
@NullMarked
package dev.parley.conversation.participant;

import org.jspecify.annotations.NullMarked;
