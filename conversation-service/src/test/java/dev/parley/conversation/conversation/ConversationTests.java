package dev.parley.conversation.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.ConversationEdit.Setting;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConversationTests {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = START.plusSeconds(60);
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  @Test
  void eachChangeTakesTheNextVersion() {
    Conversation group = aGroup();
    assertThat(group.version()).isEqualTo(1);

    assertThat(group.edit(renaming("Crew"), LATER)).contains("renamed");
    assertThat(group.version()).isEqualTo(2);
    assertThat(group.summary().updatedAt()).isEqualTo(LATER);
  }

  @Test
  void anEditThatChangesNothingTakesNone() {
    Conversation group = aGroup();
    group.edit(renaming("Crew"), START);

    assertThat(group.edit(renaming("Crew"), LATER)).isEmpty();
    assertThat(group.version()).isEqualTo(2);
    assertThat(group.summary().updatedAt()).isEqualTo(START);
  }

  @Test
  void keepsWhatAnEditDoesNotSet() {
    Conversation group = aGroup();
    group.edit(renaming("Crew"), START);
    group.edit(
        new ConversationEdit(Setting.KEEP, Setting.KEEP, new Setting(true, "{}"), null, null),
        LATER);

    assertThat(group.summary().name()).isEqualTo("Crew");
    assertThat(group.summary().metadata()).isEqualTo("{}");
  }

  @Test
  void knowsWhoOfThePairHasBlocked() {
    Conversation direct = aDirect();
    assertThat(direct.setBlocked(BOB, true, LATER)).isTrue();
    assertThat(direct.setBlocked(BOB, true, LATER)).isFalse();
    assertThat(direct.isBlocked()).isTrue();
    assertThat(direct.blockedBy()).containsExactly("bob");

    direct.setBlocked(ANN, true, LATER);
    direct.setBlocked(BOB, false, LATER);
    assertThat(direct.blockedBy()).containsExactly("ann");
    assertThat(direct.version()).isEqualTo(4);
  }

  @Test
  void turnsToAnotherContextOnce() {
    Conversation direct = aDirect();
    About booking = new About(new ConversationBody.Context("booking", "b1"), false);
    assertThat(direct.isNowAbout(booking, LATER)).isTrue();
    assertThat(direct.isNowAbout(booking, LATER)).isFalse();
    assertThat(direct.about()).isEqualTo(booking);
  }

  @Test
  void whatThePlatformSaysItIsAboutNoUserReplaces() {
    Conversation direct = aDirect();
    var context = new ConversationBody.Context("booking", "b1");
    var other = new ConversationBody.Context("booking", "b2");
    direct.isNowAbout(new About(context, false), LATER);
    assertThat(direct.isNowAbout(About.asPlatformSays(context), LATER)).isTrue();
    assertThat(direct.isNowAbout(new About(other, false), LATER)).isFalse();
    assertThat(direct.about()).isEqualTo(About.asPlatformSays(context));
    assertThat(direct.isNowAbout(About.asPlatformSays(other), LATER)).isTrue();
  }

  @Test
  void aPairIsTheSameFromEitherSide() {
    assertThat(Pair.of(ANN, BOB)).isEqualTo(Pair.of(BOB, ANN));
    assertThatThrownBy(() -> Pair.of(ANN, ANN)).isInstanceOf(IllegalArgumentException.class);
  }

  /// UTF-16's order is another one: a character beyond its first plane comes before U+FFFD there.
  @Test
  void aPairIsInTheDatabasesOrder() {
    UserId beyond = new UserId("😀");
    UserId last = new UserId("�");
    assertThat(Pair.of(beyond, last).low()).isEqualTo(last);
    assertThat(Pair.of(last, beyond).low()).isEqualTo(last);
  }

  private static Conversation aGroup() {
    return Conversation.group(ANN, new GroupFields(null, null, null, null, History.ALL), 2, START);
  }

  private static Conversation aDirect() {
    return Conversation.direct(Pair.of(ANN, BOB), ANN, null, null, START);
  }

  private static ConversationEdit renaming(String name) {
    return new ConversationEdit(new Setting(true, name), Setting.KEEP, Setting.KEEP, null, null);
  }
}
