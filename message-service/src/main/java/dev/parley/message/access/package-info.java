/// Who may write to and read a conversation, remembered here and owned by conversation-service.
@NullMarked
package dev.parley.message.access;

import org.jspecify.annotations.NullMarked;
