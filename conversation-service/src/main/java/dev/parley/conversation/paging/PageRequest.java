package dev.parley.conversation.paging;

import dev.parley.common.problem.ValidationException;
import org.jspecify.annotations.Nullable;

/// @param after the last item of the page before; null for the first page
/// @param limit 1–200
public record PageRequest(@Nullable String after, int limit) {

  public static final int USUAL = 50;
  public static final int MAX = 200;

  /// @throws ValidationException `validation_failed`
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    int wanted = limit == null ? USUAL : limit;
    if (wanted < 1 || wanted > MAX) {
      throw new ValidationException("limit", "out_of_range");
    }
    return new PageRequest(cursor == null ? null : Cursors.decode(cursor), wanted);
  }
}
