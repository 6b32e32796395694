package dev.parley.message.change;

import dev.parley.message.history.Slot;
import org.jspecify.annotations.Nullable;

/// A change whose actor is known: it is left to the message whether it happens.
///
/// @param trace the `traceparent` of what asked for it, which its events carry on
public record ChangeRequest(Slot slot, Actor actor, Change change, @Nullable String trace) {}
