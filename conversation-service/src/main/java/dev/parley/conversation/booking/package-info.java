/// `booking.status_changed`: tells the two of a booking, and opens or closes their conversation.
@NullMarked
package dev.parley.conversation.booking;

import org.jspecify.annotations.NullMarked;
