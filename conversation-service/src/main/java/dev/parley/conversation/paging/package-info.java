/// Lists in pages, continued from where the last one ended.
@NullMarked
package dev.parley.conversation.paging;

import org.jspecify.annotations.NullMarked;
