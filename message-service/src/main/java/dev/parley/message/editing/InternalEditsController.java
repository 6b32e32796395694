package dev.parley.message.editing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.message.change.ChangeCommand;
import dev.parley.message.change.ChangeResult;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.sending.AckError;
import dev.parley.message.viewing.MessageViews;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// A batch of changes from a realtime node: what its sockets asked for, each by itself.
@Hidden
@RestController
class InternalEditsController {

  private static final int MAX_ITEMS = 500;

  private final MessageChanger changer;
  private final MessageViews views;

  InternalEditsController(MessageChanger changer, MessageViews views) {
    this.changer = changer;
    this.views = views;
  }

  record Request(@NotNull @Size(max = MAX_ITEMS) List<@Nullable EditItem> items) {}

  /// @param status `changed`, `unchanged` or `refused`
  record Result(String status, @Nullable MessageBody message, @Nullable AckError error) {}

  record Results(List<Result> items) {}

  /// The results stand in the items' order.
  @PostMapping("/internal/edits")
  Results edits(@Valid @RequestBody Request request) {
    List<@Nullable Result> results = new ArrayList<>();
    List<ChangeCommand> commands = new ArrayList<>();
    for (EditItem item : request.items()) {
      try {
        commands.add(EditItem.command(item));
        results.add(null);
      } catch (DomainException e) {
        results.add(refused(e));
      }
    }
    List<ChangeResult> settled = changer.change(commands);
    int next = 0;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) == null) {
        results.set(i, result(settled.get(next), commands.get(next).actor()));
        next++;
      }
    }
    return new Results(results.stream().map(Objects::requireNonNull).toList());
  }

  private Result result(ChangeResult settled, UserId actor) {
    return switch (settled) {
      case ChangeResult.Changed(MessageBody message) ->
          new Result("changed", views.withReactions(message, actor), null);
      case ChangeResult.Unchanged(MessageBody message) ->
          new Result("unchanged", views.withReactions(message, actor), null);
      case ChangeResult.Refused(DomainException reason) -> refused(reason);
    };
  }

  private static Result refused(DomainException reason) {
    return new Result("refused", null, AckError.of(reason));
  }
}
