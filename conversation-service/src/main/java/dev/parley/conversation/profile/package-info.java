/// What users are called and how they look.
@NullMarked
package dev.parley.conversation.profile;

import org.jspecify.annotations.NullMarked;
