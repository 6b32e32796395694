/// What is left of users whose account is deleted: tombstones.
@NullMarked
package dev.parley.message.erasure;

import org.jspecify.annotations.NullMarked;
