/// What texts say, and what someone looks for, brought to forms in which the two can be compared.
@NullMarked
package dev.parley.message.search.language;

import org.jspecify.annotations.NullMarked;
