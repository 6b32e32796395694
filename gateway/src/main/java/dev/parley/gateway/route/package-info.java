/// What goes where: the services by path, the realtime nodes by session.
@NullMarked
package dev.parley.gateway.route;

import org.jspecify.annotations.NullMarked;
