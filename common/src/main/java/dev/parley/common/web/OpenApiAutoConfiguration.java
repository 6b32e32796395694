package dev.parley.common.web;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.Problem;
import dev.parley.common.security.Caller;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/// Makes each service's API document say what its JSON is: snake_case, ids as texts, the caller in
/// the token and nowhere else, refusals as problem documents.
@AutoConfiguration
@ConditionalOnClass({SpringDocUtils.class, ModelResolver.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class OpenApiAutoConfiguration {

  private static final String BEARER = "bearer";
  private static final String PROBLEM = "Problem";

  OpenApiAutoConfiguration() {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class)
        .replaceWithSchema(ConversationId.class, new UUIDSchema())
        .replaceWithSchema(MessageId.class, new UUIDSchema())
        .replaceWithSchema(MediaId.class, new UUIDSchema())
        .replaceWithSchema(UUID.class, new UUIDSchema())
        .replaceWithSchema(
            UserId.class, new StringSchema().minLength(1).maxLength(UserId.MAX_LENGTH));
  }

  @Bean
  ModelResolver recordModels(ObjectMapperProvider provider) {
    return new RecordModels(provider.jsonMapper()).openapi31(provider.isOpenapi31());
  }

  @Bean
  OpenApiCustomizer parleyDocument(
      ObjectMapperProvider provider, @Value("${spring.application.name}") String service) {
    return document -> {
      document.info(new Info().title(service).version("v1"));
      document.servers(List.of());
      document.addSecurityItem(new SecurityRequirement().addList(BEARER));
      describe(components(document), ModelConverters.getInstance(provider.isOpenapi31()));
      document.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(OpenApiAutoConfiguration::addRefusals);
    };
  }

  private static Components components(OpenAPI document) {
    if (document.getComponents() == null) {
      document.components(new Components());
    }
    return document.getComponents();
  }

  private static void describe(Components components, ModelConverters models) {
    components.addSecuritySchemes(
        BEARER,
        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT"));
    models
        .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
        .referencedSchemas
        .forEach(components::addSchemas);
  }

  private static void addRefusals(Operation operation) {
    if (operation.getResponses() == null) {
      return;
    }
    // springdoc guesses statuses from the one advice, which serves every route.
    operation
        .getResponses()
        .keySet()
        .removeIf(status -> status.startsWith("4") || status.startsWith("5"));
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("Refused: `code` says why")
                .content(
                    new Content()
                        .addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(problem))));
  }
}
