/// Films and sounds, looked into by ffmpeg where it is installed: in processes of their own,
/// bounded in time, memory and output.
@NullMarked
package dev.parley.media.film;

import org.jspecify.annotations.NullMarked;
