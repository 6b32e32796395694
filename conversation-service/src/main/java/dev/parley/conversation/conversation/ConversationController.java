package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Metadata;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.security.Caller;
import dev.parley.conversation.profile.AvatarUrls;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/conversations/{id}")
class ConversationController {

  /// What is absent stays as it is; null clears it.
  ///
  /// @param name at most 200 characters
  /// @param avatarUrl http or https, at most 2 048 bytes
  /// @param metadata an object, at most 4 KiB
  /// @param history what those who join later may read; for a group only
  record EditRequest(
      @Schema(
              types = {"string", "null"},
              minLength = 1,
              maxLength = ConversationFields.MAX_NAME)
          @Nullable JsonNode name,
      @Schema(
              types = {"string", "null"},
              format = "uri",
              maxLength = AvatarUrls.MAX_BYTES)
          @Nullable JsonNode avatarUrl,
      @Schema(
              types = {"object", "null"},
              description = Metadata.RULE)
          @Nullable JsonNode metadata,
      @Nullable ConversationState state,
      @Nullable History history) {

    ConversationEdit toEdit() {
      FieldErrors errors = new FieldErrors();
      ConversationEdit.Setting newName = text(name, "name", errors);
      ConversationEdit.Setting newAvatarUrl = text(avatarUrl, "avatar_url", errors);
      ConversationFields.checkName(newName.value(), errors);
      ConversationFields.checkAvatarUrl(newAvatarUrl.value(), errors);
      ConversationFields.checkMetadata(metadata, errors);
      errors.throwIfAny();
      ConversationEdit.Setting newMetadata =
          metadata == null
              ? ConversationEdit.Setting.KEEP
              : new ConversationEdit.Setting(true, ConversationFields.stored(metadata));
      return new ConversationEdit(newName, newAvatarUrl, newMetadata, state, history);
    }

    private static ConversationEdit.Setting text(
        @Nullable JsonNode node, String field, FieldErrors errors) {
      if (node == null) {
        return ConversationEdit.Setting.KEEP;
      }
      errors.rejectIf(!node.isNull() && !node.isString(), field, "invalid");
      return new ConversationEdit.Setting(true, node.isString() ? node.stringValue() : null);
    }
  }

  private final ConversationViews views;
  private final FormerViews formerViews;
  private final ConversationEditor editor;

  ConversationController(
      ConversationViews views, FormerViews formerViews, ConversationEditor editor) {
    this.views = views;
    this.formerViews = formerViews;
    this.editor = editor;
  }

  /// Who has left sees it as it was then, and `me.left_seq`.
  @GetMapping
  @Operation(
      summary = "Gives a conversation as the caller sees it",
      description =
          "Who has left sees it as it was then, and `me.left_seq`. `not_found` to a stranger.")
  ConversationView conversation(Caller caller, @PathVariable ConversationId id) {
    return views.of(List.of(id), caller.id()).stream()
        .findFirst()
        .or(() -> formerViews.of(id, caller.id()))
        .orElseGet(() -> views.of(id, caller.id()));
  }

  @PatchMapping
  @Operation(
      summary = "Changes a conversation's name, picture, metadata, state or history",
      description =
          "By an admin of the group, for all. Either side of a direct conversation may archive"
              + " it and open it again, for themselves only. What is absent stays as it is; null"
              + " clears it.")
  ConversationView edit(
      Caller caller, @PathVariable ConversationId id, @RequestBody EditRequest request) {
    editor.edit(id, caller.id(), request.toEdit());
    return views.of(id, caller.id());
  }

  @DeleteMapping
  @Operation(
      summary =
          "An admin of a group deletes it, for all and for good: from then on it is `not_found` to"
              + " everyone, as to an admin who deletes it again. A direct conversation is put away for"
              + " the caller")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable ConversationId id) {
    editor.delete(id, caller.id());
  }
}
