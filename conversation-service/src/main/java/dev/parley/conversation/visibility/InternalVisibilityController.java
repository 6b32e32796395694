package dev.parley.conversation.visibility;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only.
@Hidden
@RestController
class InternalVisibilityController {

  private static final int MAX_USERS = 500;

  record Request(@Nullable UserId userId, @Nullable List<UserId> userIds) {}

  record Visible(List<UserId> userIds) {}

  private final VisibleUsers visible;

  InternalVisibilityController(VisibleUsers visible) {
    this.visible = visible;
  }

  /// Whose presence a user may see.
  @PostMapping("/internal/visible")
  Visible visible(@RequestBody Request request) {
    UserId viewer = request.userId();
    List<UserId> users = request.userIds();
    if (viewer == null || users == null) {
      throw new ValidationException(viewer == null ? "user_id" : "user_ids", "required");
    }
    if (users.size() > MAX_USERS) {
      throw new ValidationException("user_ids", "too_many");
    }
    return new Visible(visible.to(viewer, users));
  }
}
