/// Who may read what, and where.
@NullMarked
package dev.parley.media.download;

import org.jspecify.annotations.NullMarked;
