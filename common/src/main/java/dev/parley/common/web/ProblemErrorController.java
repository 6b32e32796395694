package dev.parley.common.web;

import dev.parley.common.problem.Problem;
import dev.parley.common.problem.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the servlet container shows where a request failed outside of every controller: a problem
/// document like any other.
@RestController
final class ProblemErrorController implements ErrorController {

  @RequestMapping("${server.error.path:${error.path:/error}}")
  ResponseEntity<Problem> error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : ProblemType.NOT_FOUND.status();
    ProblemType type = ProblemType.ofStatus(status);
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String instance = path instanceof String text ? text : request.getRequestURI();
    Problem problem =
        type == ProblemType.INTERNAL
            ? Problem.internal(instance, Traces.currentId())
            : Problem.of(type, type.title(), instance);
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
