/// Sessions and their users, and the shape of what they ask and are answered.
@NullMarked
package dev.parley.realtime.session;

import org.jspecify.annotations.NullMarked;
