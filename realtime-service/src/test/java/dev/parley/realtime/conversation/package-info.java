@NullMarked
package dev.parley.realtime.conversation;

import org.jspecify.annotations.NullMarked;
