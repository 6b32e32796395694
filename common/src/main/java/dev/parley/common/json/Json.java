package dev.parley.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The JSON of REST, Kafka and sockets: snake_case, UTC times with microseconds, absent instead of
/// null, unknown fields ignored, no text for a number or the other way round, bounded nesting, no
/// NUL character in any string.
public final class Json {

  /// Deep enough for any payload of the contract, and far from a stack's end.
  public static final int MAX_NESTING = 32;

  /// `jsonb` writes a number out in full: the smallest `double` takes 326 characters.
  private static final int MAX_NUMBER_LENGTH = 400;

  /// Bytes, or characters, as the parser counts: what fits into metadata in one encoding must be
  /// read back from another.
  private static final int MAX_NAME_LENGTH = Metadata.MAX_BYTES;

  private static final JsonMapper MAPPER = configure(JsonMapper.builder(factory())).build();

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// Reads bytes as UTF-8 and nothing else. Source: RFC 8259, 8.1
  public static JsonFactory factory() {
    return JsonFactory.builder()
        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .build())
        .build();
  }

  public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
    SimpleModule module = new SimpleModule("parley");
    module.addSerializer(Instant.class, new MicrosecondInstantSerializer());
    module.addDeserializer(String.class, new NoNulStringDeserializer());
    return builder
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
        .addModule(module);
  }
}
