/// The documents that the search finds messages by: kept behind the messages, or made anew from
/// them.
@NullMarked
package dev.parley.message.search.indexing;

import org.jspecify.annotations.NullMarked;
