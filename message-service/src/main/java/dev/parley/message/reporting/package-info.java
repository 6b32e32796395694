/// Messages that users report.
@NullMarked
package dev.parley.message.reporting;

import org.jspecify.annotations.NullMarked;
