package dev.parley.common.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/// Turns every exception that reaches the edge of a service into a problem document.
@RestControllerAdvice
public class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Problem> refused(DomainException e, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    if (e.retryAfter() != null) {
      headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, e.retryAfter().toSeconds())));
    }
    return answer(Problem.of(e, request.getRequestURI()), headers);
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException e, HttpServletRequest request) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof DomainException refusal) {
        return refused(refusal, request); // the stream itself refused to be read on
      }
    }
    return refused(new ValidationException(List.of(unreadableField(e.getCause()))), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalidBody(
      MethodArgumentNotValidException e, HttpServletRequest request) {
    List<FieldError> errors = new ArrayList<>();
    e.getBindingResult()
        .getFieldErrors()
        .forEach(f -> errors.add(new FieldError(snakeCase(f.getField()), code(f.getCode()))));
    e.getBindingResult()
        .getGlobalErrors()
        .forEach(g -> errors.add(new FieldError("body", code(g.getCode()))));
    return refused(new ValidationException(errors), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalidParameter(
      HandlerMethodValidationException e, HttpServletRequest request) {
    List<FieldError> errors = new ArrayList<>();
    e.getParameterValidationResults()
        .forEach(result ->
            result
                .getResolvableErrors()
                .forEach(error ->
                    errors.add(
                        new FieldError(
                            snakeCase(
                                String.valueOf(result.getMethodParameter().getParameterName())),
                            code(lastCode(error.getCodes()))))));
    return refused(new ValidationException(errors), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongType(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    return refused(new ValidationException(snakeCase(e.getName()), "invalid"), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(
      MissingServletRequestParameterException e, HttpServletRequest request) {
    return refused(new ValidationException(e.getParameterName(), "required"), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
    return answer(
        Problem.of(ProblemType.TOO_LARGE, "The upload is too large", request.getRequestURI()),
        new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Problem> brokenMultipart(MultipartException e, HttpServletRequest request) {
    return refused(new ValidationException("body", "invalid"), request);
  }

  /// Whatever the framework itself refuses (no such path, wrong method or media type), and our
  /// faults.
  @ExceptionHandler
  ResponseEntity<Problem> other(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse refusal && refusal.getStatusCode().is4xxClientError()) {
      ProblemType type = ProblemType.ofStatus(refusal.getStatusCode().value());
      return answer(
          Problem.of(type, type.title(), request.getRequestURI()),
          HttpHeaders.copyOf(refusal.getHeaders()));
    }
    if (Outages.isOutage(e)) {
      log.atWarn()
          .addKeyValue("path", request.getRequestURI())
          .addKeyValue("cause", Outages.causeOf(e))
          .log("Storage failed");
      return refused(new UnavailableException("The storage"), request);
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      log.atDebug().addKeyValue("path", request.getRequestURI()).log("The client went away");
      return refused(new UnavailableException("The caller"), request);
    }
    String traceId = MDC.get("trace_id");
    log.atError().addKeyValue("path", request.getRequestURI()).setCause(e).log("Request failed");
    return answer(Problem.internal(request.getRequestURI(), traceId), new HttpHeaders());
  }

  private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return ResponseEntity.status(problem.status()).headers(headers).body(problem);
  }

  private static FieldError unreadableField(@Nullable Throwable cause) {
    if (cause instanceof StreamConstraintsException) {
      return new FieldError("body", "too_large");
    }
    if (cause instanceof DatabindException databind && !databind.getPath().isEmpty()) {
      return new FieldError(path(databind), "invalid");
    }
    return new FieldError("body", cause instanceof JacksonException ? "invalid" : "required");
  }

  private static String path(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static @Nullable String lastCode(String @Nullable [] codes) {
    return codes == null || codes.length == 0 ? null : codes[codes.length - 1];
  }

  private static String code(@Nullable String constraint) {
    return switch (constraint == null ? "" : constraint) {
      case "NotNull", "NotBlank", "NotEmpty" -> "required";
      case "Size" -> "too_long";
      case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax", "Range" ->
          "out_of_range";
      default -> "invalid";
    };
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
