package dev.parley.conversation.opening;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Metadata;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.security.Caller;
import dev.parley.conversation.conversation.About;
import dev.parley.conversation.conversation.ConversationFields;
import dev.parley.conversation.conversation.ConversationType;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.conversation.ConversationViews;
import dev.parley.conversation.conversation.GroupFields;
import dev.parley.conversation.conversation.History;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.participant.ParticipantIds;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.profile.AvatarUrls;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
class OpeningController {

  private static final String PATH = "/api/v1/conversations";

  /// @param participantIds the others, at most 9 999; a direct conversation has one
  /// @param name of a group, at most 200 characters; a direct conversation has none
  /// @param avatarUrl of a group: http or https, at most 2 048 bytes
  /// @param metadata an object, at most 4 KiB
  record OpenRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ConversationType type,
      @ArraySchema(
              maxItems = Participants.MAX,
              schema = @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH),
              arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
          @Nullable List<@Nullable String> participantIds,
      @Schema(minLength = 1, maxLength = ConversationFields.MAX_NAME) @Nullable String name,
      @Schema(format = "uri", maxLength = AvatarUrls.MAX_BYTES) @Nullable String avatarUrl,
      ConversationBody.@Nullable Context context,
      @Schema(description = Metadata.RULE) @Nullable JsonNode metadata,
      @Nullable History history) {

    /// @return the others
    Set<UserId> validate(UserId caller) {
      FieldErrors errors = new FieldErrors();
      errors.rejectIf(type == null, "type", "required");
      Set<UserId> others = ParticipantIds.read(participantIds, errors);
      others.remove(caller);
      errors.rejectIf(others.size() >= Participants.MAX, "participant_ids", "too_many");
      if (type == ConversationType.DIRECT && errors.isEmpty()) {
        errors.rejectIf(others.size() != 1, "participant_ids", "invalid");
      }
      ConversationFields.checkName(name, errors);
      ConversationFields.checkAvatarUrl(avatarUrl, errors);
      ConversationFields.checkContext(context, errors);
      ConversationFields.checkMetadata(metadata, errors);
      errors.throwIfAny();
      return others;
    }
  }

  private final ConversationOpener opener;
  private final ConversationViews views;

  OpeningController(ConversationOpener opener, ConversationViews views) {
    this.opener = opener;
    this.views = views;
  }

  /// 201 for a new conversation, 200 for the pair's existing one.
  @Operation(
      summary = "Opens a conversation",
      description =
          "The caller is in it unnamed, and the admin of a new group. A pair has one direct"
              + " conversation, whatever it is about: where it exists, the answer is 200 with it.")
  @ApiResponse(responseCode = "201", description = "A new conversation", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The pair's existing conversation",
      useReturnTypeSchema = true)
  @PostMapping(PATH)
  ResponseEntity<ConversationView> open(Caller caller, @RequestBody OpenRequest request) {
    Opened opened = open(request, caller, request.validate(caller.id()));
    ConversationView view = views.of(opened.id(), caller.id());
    return opened.created()
        ? ResponseEntity.created(URI.create(PATH + "/" + opened.id())).body(view)
        : ResponseEntity.ok(view);
  }

  private Opened open(OpenRequest request, Caller caller, Set<UserId> others) {
    @Nullable About about =
        request.context() == null ? null : new About(request.context(), caller.isService());
    @Nullable String metadata = ConversationFields.stored(request.metadata());
    return request.type() == ConversationType.DIRECT
        ? opener.direct(
            new NewDirect(
                Pair.of(caller.id(), others.iterator().next()), caller.id(), about, metadata))
        : opener.group(
            new NewGroup(
                caller.id(),
                others,
                new GroupFields(
                    request.name(),
                    request.avatarUrl(),
                    about,
                    metadata,
                    request.history() == null ? History.ALL : request.history())));
  }
}
