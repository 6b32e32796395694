/// Who may come in, and from where.
@NullMarked
package dev.parley.gateway.security;

import org.jspecify.annotations.NullMarked;
