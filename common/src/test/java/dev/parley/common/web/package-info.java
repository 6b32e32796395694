@NullMarked
package dev.parley.common.web;

import org.jspecify.annotations.NullMarked;
