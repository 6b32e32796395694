/// What is left of users whose account is deleted: tombstones. And of conversations that are
/// deleted: nothing.
@NullMarked
package dev.parley.message.erasure;

import org.jspecify.annotations.NullMarked;
