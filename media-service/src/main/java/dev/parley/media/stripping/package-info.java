/// Takes out of an image's file what is not the picture: place, device, comments, thumbnails,
/// whatever follows its end. The picture's own bytes stay as they are.
@NullMarked
package dev.parley.media.stripping;

import org.jspecify.annotations.NullMarked;
