/// The connections to a service's database.
@NullMarked
package dev.parley.common.connection;

import org.jspecify.annotations.NullMarked;
