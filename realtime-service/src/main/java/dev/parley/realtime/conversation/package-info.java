/// What conversation-service is asked on behalf of a socket.
@NullMarked
package dev.parley.realtime.conversation;

import org.jspecify.annotations.NullMarked;
