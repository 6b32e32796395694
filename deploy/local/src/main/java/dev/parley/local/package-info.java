/// The embedded default: every server and service of the suite on one machine, by one command.
@NullMarked
package dev.parley.local;

import org.jspecify.annotations.NullMarked;
