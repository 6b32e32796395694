/// Refusals: their types, their exceptions, and how they look over HTTP.
@NullMarked
package dev.parley.common.problem;

import org.jspecify.annotations.NullMarked;
