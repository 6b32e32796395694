package dev.parley.conversation.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// @param nextCursor what asks for the next page; absent on the last one
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /// @param found one item more than the page holds, if there is one
  /// @param position what the next page begins after
  public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> position) {
    if (found.size() <= request.limit()) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, request.limit());
    return new Page<>(items, Cursors.encode(position.apply(items.getLast())));
  }
}
