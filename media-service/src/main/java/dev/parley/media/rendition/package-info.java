/// The forms of a picture that are made of an upload, in memory that is bounded whatever comes in.
@NullMarked
package dev.parley.media.rendition;

import org.jspecify.annotations.NullMarked;
