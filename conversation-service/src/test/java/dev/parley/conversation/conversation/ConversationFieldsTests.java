package dev.parley.conversation.conversation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.ValidationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationFieldsTests {

  @ParameterizedTest
  @ValueSource(strings = {"", " \t", "\u200b", "\u200d \u2060"})
  void aNameThatShowsNothingIsNone(String name) {
    assertThatThrownBy(() -> check(name)).isInstanceOf(ValidationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trip", "👩‍👩‍👧", "e\u0301"})
  void aNameThatShowsSomethingIsTaken(String name) {
    assertThatCode(() -> check(name)).doesNotThrowAnyException();
  }

  private static void check(String name) {
    FieldErrors errors = new FieldErrors();
    ConversationFields.checkName(name, errors);
    errors.throwIfAny();
  }
}
