/// Attachments and who may read them.
@NullMarked
package dev.parley.media;

import org.jspecify.annotations.NullMarked;
