/// What tests stand on: real servers, a clock that moves when told, tokens. Published in this
/// module's test-jar.
@NullMarked
package dev.parley.common.testing;

import org.jspecify.annotations.NullMarked;
