/// What the suite's other services ask: who may do what where.
@NullMarked
package dev.parley.conversation.access;

import org.jspecify.annotations.NullMarked;
