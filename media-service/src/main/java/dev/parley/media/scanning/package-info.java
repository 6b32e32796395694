/// Looking for malware, by clamd where one is configured.
@NullMarked
package dev.parley.media.scanning;

import org.jspecify.annotations.NullMarked;
