/// How values cross JDBC.
@NullMarked
package dev.parley.conversation.sql;

import org.jspecify.annotations.NullMarked;
