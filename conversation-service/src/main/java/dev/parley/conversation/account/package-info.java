/// `user.updated` and `user.deleted`: what the platform says of its users' accounts.
@NullMarked
package dev.parley.conversation.account;

import org.jspecify.annotations.NullMarked;
