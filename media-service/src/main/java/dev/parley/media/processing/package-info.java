/// What happens to an upload after it has arrived: it is checked, made fit to be shown, and
/// announced; or it is refused and gone.
@NullMarked
package dev.parley.media.processing;

import org.jspecify.annotations.NullMarked;
