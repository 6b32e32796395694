/// Taking in a file: received to disk, inspected, stored, announced.
@NullMarked
package dev.parley.media.upload;

import org.jspecify.annotations.NullMarked;
