/// Wire contracts and mechanisms that two services or more use.
@NullMarked
package dev.parley.common;

import org.jspecify.annotations.NullMarked;
