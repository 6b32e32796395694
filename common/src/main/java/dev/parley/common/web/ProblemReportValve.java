package dev.parley.common.web;

import dev.parley.common.json.Json;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.ProblemType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers what Tomcat refuses before any filter sees it (a malformed request line, a header too
/// large) with a problem document, where it would show a page of HTML. Tomcat makes it, by its
/// class's name.
public final class ProblemReportValve extends ErrorReportValve {

  private static final int CLIENT_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < CLIENT_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    AtomicBoolean allowed = new AtomicBoolean();
    response.getCoyoteResponse().action(org.apache.coyote.ActionCode.IS_IO_ALLOWED, allowed);
    if (!allowed.get()) {
      return;
    }
    ProblemType type = ProblemType.ofStatus(status);
    Problem problem =
        type == ProblemType.INTERNAL
            ? Problem.internal(null, null)
            : Problem.of(type, type.title(), null);
    try {
      response.setStatus(problem.status());
      response.setContentType(Problem.MEDIA_TYPE);
      var out = response.getOutputStream();
      out.write(Json.mapper().writeValueAsBytes(problem));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // The client is gone, or the answer had begun.
      getContainer().getLogger().debug("An error could not be reported", e);
    }
  }
}
