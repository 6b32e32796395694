package dev.parley.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

class ProblemAdviceTests {

  private final AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new Things(thrown))
          .setControllerAdvice(new ProblemAdvice())
          .setConversionService(new DefaultFormattingConversionService())
          .setMessageConverters(new JacksonJsonHttpMessageConverter(Json.mapper()))
          .build();

  record Body(
      @NotBlank String firstName, @Size(max = 2) @Nullable List<String> tags, @Nullable Inner in) {
    record Inner(@Nullable UserId user) {}
  }

  @RestController
  static class Things {
    private final AtomicReference<@Nullable RuntimeException> thrown;

    Things(AtomicReference<@Nullable RuntimeException> thrown) {
      this.thrown = thrown;
    }

    @GetMapping("/throw")
    String fail() {
      RuntimeException e = thrown.get();
      if (e != null) {
        throw e;
      }
      return "ok";
    }

    @PostMapping("/body")
    String body(@Valid @RequestBody Body body) {
      return body.firstName();
    }

    @GetMapping("/things/{conversationId}")
    String one(
        @PathVariable ConversationId conversationId,
        @RequestParam(name = "after_seq") @Min(0) @Max(9) long afterSeq) {
      return conversationId + ":" + afterSeq;
    }
  }

  private static final class Refusal extends DomainException {
    Refusal(ProblemType type) {
      super(type, "said so");
    }
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void aRefusalIsItsTypesDocument(ProblemType type) throws Exception {
    thrown.set(new Refusal(type));
    JsonNode problem = problem(MockMvcRequestBuilders.get("/throw"), type.status());

    assertThat(problem.path("type").asString()).isEqualTo("urn:parley:problem:" + type.slug());
    assertThat(problem.path("code").asString()).isEqualTo(type.slug());
    assertThat(problem.path("title").asString()).isEqualTo(type.title());
    assertThat(problem.path("detail").asString()).isEqualTo("said so");
    assertThat(problem.path("instance").asString()).isEqualTo("/throw");
    assertThat(problem.has("errors")).isFalse();
  }

  @Test
  void waitingIsSaidInSeconds() throws Exception {
    thrown.set(
        new RelayedProblemException(
            new Problem("rate_limited", 429, "t", "d", null, null, null), Duration.ofMillis(200)));
    MockHttpServletResponse answer =
        mvc.perform(MockMvcRequestBuilders.get("/throw")).andReturn().getResponse();
    assertThat(answer.getStatus()).isEqualTo(429);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
  }

  @Test
  void aFaultShowsItsTraceIdAndNothingOfItself() throws Exception {
    thrown.set(new IllegalStateException("jdbc:postgresql://secret"));
    String text =
        mvc.perform(MockMvcRequestBuilders.get("/throw"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(text).doesNotContain("secret", "Exception", "dev.parley");
    assertThat(Json.mapper().readTree(text).path("code").asString()).isEqualTo("internal");
  }

  @Test
  void aDatabaseThatIsAwayIsUnavailable() throws Exception {
    thrown.set(
        new CannotGetJdbcConnectionException("x", new SQLTransientConnectionException("away")));
    MockHttpServletResponse answer =
        mvc.perform(MockMvcRequestBuilders.get("/throw")).andReturn().getResponse();
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                              | first_name | required",
        "{\"first_name\":\" \"}                          | first_name | required",
        "{\"first_name\":5}                              | first_name | invalid",
        "{\"first_name\":\"x\",\"tags\":[\"1\",\"2\",\"3\"]} | tags   | too_long",
        "{\"first_name\":\"x\",\"tags\":[1]}             | tags[0]    | invalid",
        "{\"first_name\":\"x\",\"in\":{\"user\":\"\"}}   | in.user    | invalid",
        "{\"first_name\":\"a\\u0000\"}                   | first_name | invalid",
        "{                                               | body       | invalid",
        "x                                               | body       | invalid",
        "~~                                              | body       | required",
      })
  void aBodysErrorsNameTheField(String body, String field, String code) throws Exception {
    JsonNode problem =
        problem(
            MockMvcRequestBuilders.post("/body")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body),
            400);
    assertThat(problem.path("code").asString()).isEqualTo("validation_failed");
    assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo(field);
    assertThat(problem.path("errors").get(0).path("code").asString()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "/things/x?after_seq=1,                                     conversation_id, invalid",
    "/things/0192f5a0-0000-7000-8000-00000000000a,              after_seq, required",
    "/things/0192f5a0-0000-7000-8000-00000000000a?after_seq=x,  after_seq, invalid",
    "/things/0192f5a0-0000-7000-8000-00000000000a?after_seq=-1, after_seq, out_of_range",
    "/things/0192f5a0-0000-7000-8000-00000000000a?after_seq=10, after_seq, out_of_range",
  })
  void aParametersErrorNamesIt(String path, String field, String code) throws Exception {
    JsonNode problem = problem(MockMvcRequestBuilders.get(path), 400);
    assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo(field);
    assertThat(problem.path("errors").get(0).path("code").asString()).isEqualTo(code);
  }

  @Test
  void whatTheFrameworkRefusesIsADocumentToo() throws Exception {
    assertThat(problem(MockMvcRequestBuilders.put("/body"), 405).path("code").asString())
        .isEqualTo("method_not_allowed");
    assertThat(
            problem(
                    MockMvcRequestBuilders.post("/body")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content("x"),
                    415)
                .path("code")
                .asString())
        .isEqualTo("unsupported_media");
  }

  @Test
  void aDocumentIsReadBackAsTheRefusalThatItWas() {
    Problem problem =
        Problem.of(new ValidationException(List.of(new FieldError("a.b", "invalid"))), "/x");
    byte[] json = Json.mapper().writeValueAsBytes(problem);
    Problem read = Json.mapper().readValue(json, Problem.class);
    assertThat(read).isEqualTo(problem);
    RelayedProblemException relayed = new RelayedProblemException(read, null);
    assertThat(relayed.type()).isEqualTo(ProblemType.VALIDATION_FAILED);
    assertThat(relayed.errors()).containsExactly(new FieldError("a.b", "invalid"));
    for (ProblemType type : ProblemType.values()) {
      assertThat(Problem.of(new Refusal(type), null).type()).isEqualTo(type);
    }
    assertThat(new Problem("of_the_future", 409, "t", "d", null, null, null).type())
        .isEqualTo(ProblemType.CONFLICT);
  }

  private JsonNode problem(RequestBuilder request, int status) throws Exception {
    MockHttpServletResponse answer = mvc.perform(request).andReturn().getResponse();
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    JsonNode problem = Json.mapper().readTree(answer.getContentAsByteArray());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    return problem;
  }
}
