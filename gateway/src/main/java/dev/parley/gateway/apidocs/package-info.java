/// One API document for all services.
@NullMarked
package dev.parley.gateway.apidocs;

import org.jspecify.annotations.NullMarked;
