/// What the launcher is told and what it finds: settings, the data directory, ports, processes.
@NullMarked
package dev.parley.local.host;

import org.jspecify.annotations.NullMarked;
