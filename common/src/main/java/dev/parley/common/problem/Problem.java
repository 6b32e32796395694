package dev.parley.common.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A problem document, `application/problem+json`.
///
/// @param code the slug of its [ProblemType]
/// @param detail a sentence for a developer; never a trace, and nothing the caller may not know
/// @param instance the request's path
/// @param errors with `validation_failed` only
/// @param traceId with `internal` only: what to look for in the log
///
///   Source: RFC 9457.
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "instance"})
public record Problem(
    String code,
    int status,
    String title,
    String detail,
    @Nullable String instance,
    @Nullable List<FieldError> errors,
    @JsonProperty("trace_id") @Nullable String traceId) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ProblemType type, String detail, @Nullable String instance) {
    return new Problem(type.slug(), type.status(), type.title(), detail, instance, null, null);
  }

  public static Problem of(DomainException refusal, @Nullable String instance) {
    ProblemType type = refusal.type();
    List<FieldError> errors = refusal.errors().isEmpty() ? null : refusal.errors();
    return new Problem(
        type.slug(), type.status(), type.title(), refusal.detail(), instance, errors, null);
  }

  public static Problem internal(@Nullable String instance, @Nullable String traceId) {
    ProblemType type = ProblemType.INTERNAL;
    return new Problem(
        type.slug(),
        type.status(),
        type.title(),
        "The request could not be served; the trace id finds it in the log",
        instance,
        null,
        traceId);
  }

  @JsonProperty("type")
  String typeUri() {
    return "urn:parley:problem:" + code;
  }

  @JsonIgnore
  public ProblemType type() {
    try {
      return ProblemType.valueOf(code.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return ProblemType.ofStatus(status);
    }
  }
}
