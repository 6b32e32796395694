package dev.parley.common.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// As [ProblemAdvice], for services that have a database: one that is away is `unavailable`.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class StorageProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(StorageProblemAdvice.class);

  @ExceptionHandler({
    CannotGetJdbcConnectionException.class,
    CannotCreateTransactionException.class,
    TransientDataAccessException.class
  })
  ResponseEntity<Problem> storageAway(Exception e, HttpServletRequest request) {
    log.atWarn().addKeyValue("path", request.getRequestURI()).setCause(e).log("Storage failed");
    UnavailableException refusal = new UnavailableException("The storage");
    return ResponseEntity.status(refusal.type().status())
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(refusal.retryAfter().toSeconds()))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(refusal, request.getRequestURI()));
  }
}
