/// What the platform takes back: tokens that are refused before their time.
@NullMarked
package dev.parley.common.revocation;

import org.jspecify.annotations.NullMarked;
