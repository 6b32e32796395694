/// Which media a message carries, and who may read it for that.
@NullMarked
package dev.parley.message.attachment;

import org.jspecify.annotations.NullMarked;
