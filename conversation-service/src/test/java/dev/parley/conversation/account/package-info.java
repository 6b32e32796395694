@NullMarked
package dev.parley.conversation.account;

import org.jspecify.annotations.NullMarked;
