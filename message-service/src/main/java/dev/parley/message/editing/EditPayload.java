package dev.parley.message.editing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Metadata;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.ValidationException;
import dev.parley.message.change.Change;
import dev.parley.message.sending.MessageFields;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An edit as a client writes it, over REST or a socket. What is absent stays as it is.
///
/// @param content at most 16 000 characters; empty takes a caption away
/// @param mentions user ids, or `@all` from an admin of the group
/// @param metadata an object, at most 4 KiB
record EditPayload(
    @Schema(maxLength = MessageBody.MAX_CONTENT) @Nullable String content,
    @ArraySchema(
            maxItems = MessageFields.MAX_MENTIONS,
            schema = @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH))
        @Nullable List<@Nullable String> mentions,
    @Schema(description = Metadata.RULE) @Nullable JsonNode metadata) {

  /// @throws ValidationException `validation_failed`
  Change.Edit toChange() {
    boolean bare = metadata == null || metadata.isNull();
    FieldErrors errors = new FieldErrors();
    errors.rejectIf(content == null && mentions == null && bare, "content", "required");
    MessageFields.checkContent(content, errors);
    List<String> checked = MessageFields.mentions(mentions, errors);
    errors.add("metadata", Metadata.problemOf(metadata));
    errors.throwIfAny();
    return new Change.Edit(content, mentions == null ? null : checked, bare ? null : metadata);
  }
}
