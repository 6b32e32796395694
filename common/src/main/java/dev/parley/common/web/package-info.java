/// What every service's HTTP side shares: tracing, internal calls.
@NullMarked
package dev.parley.common.web;

import org.jspecify.annotations.NullMarked;
