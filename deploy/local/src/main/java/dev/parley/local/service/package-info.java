/// The suite's own services: their jars, settings and processes.
@NullMarked
package dev.parley.local.service;

import org.jspecify.annotations.NullMarked;
