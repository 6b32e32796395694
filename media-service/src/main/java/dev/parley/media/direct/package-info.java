/// Uploads that a client puts into the store itself, by signed URLs: no byte of them passes through
/// the service on its way in.
@NullMarked
package dev.parley.media.direct;

import org.jspecify.annotations.NullMarked;
