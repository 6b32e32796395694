@NullMarked
package dev.parley.local.service;

import org.jspecify.annotations.NullMarked;
