@NullMarked
package dev.parley.message.attachment;

import org.jspecify.annotations.NullMarked;
