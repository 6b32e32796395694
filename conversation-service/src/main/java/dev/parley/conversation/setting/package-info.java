/// A participant's own view of a conversation: muted, pinned, archived.
@NullMarked
package dev.parley.conversation.setting;

import org.jspecify.annotations.NullMarked;
