package dev.parley.common.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Describes records as their JSON is: in snake_case, and what cannot be null is always there, as
/// only a null is left out. A request that is checked by hand takes null for anything: there
/// `@Schema(requiredMode = REQUIRED)` says what must be given.
///
/// A [JsonNode] is an object, unless its field's own `@Schema(types = …)` knows better.
final class RecordModels extends ModelResolver {

  RecordModels(ObjectMapper mapper) {
    super(mapper.copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
    Class<?> raw = rawClass(type.getType());
    if (raw == JsonNode.class) {
      type.setType(Object.class);
    }
    @Nullable Schema<?> schema = super.resolve(type, context, next);
    if (raw == JsonNode.class && schema != null && schema.getTypes() == null) {
      beObject(schema);
    }
    if (schema != null
        && raw.isRecord()
        && raw.getPackage().isAnnotationPresent(NullMarked.class)) {
      require(raw.getRecordComponents(), schema, context.getDefinedModels());
    }
    return schema;
  }

  private static void beObject(Schema<?> schema) {
    if (schema.getOneOf() == null) {
      schema.addType("object");
    }
  }

  private static Class<?> rawClass(Type type) {
    return TypeFactory.defaultInstance().constructType(type).getRawClass();
  }

  @SuppressWarnings("rawtypes")
  private static void require(
      RecordComponent[] components, Schema<?> schema, Map<String, Schema> models) {
    String reference = schema.get$ref();
    Schema<?> model =
        reference == null
            ? schema
            : models.get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
    if (model == null || model.getProperties() == null) {
      return;
    }
    var required = new TreeSet<>(Objects.requireNonNullElse(model.getRequired(), List.of()));
    for (RecordComponent component : components) {
      String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && model.getProperties().containsKey(name)) {
        required.add(name);
      }
    }
    model.setRequired(required.isEmpty() ? null : List.copyOf(required));
  }
}
