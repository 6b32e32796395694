package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is the same to those who search, in several languages and scripts.
class SearchLanguageIT extends SearchTest {

  private static final String ENGLISH = "She was running late for the meetings";
  private static final String GERMAN = "Die Häuser in der Straße sind alle sehr schön";
  private static final String FRENCH = "Les réservations ont été confirmées par la Crème Brûlée";
  private static final String SPANISH = "Las canciones que escuchamos en el coche";
  private static final String RUSSIAN = "Мы встретились в городе и говорили о книгах";
  private static final String JAPANESE = "明日は東京都に行きます";
  private static final String CHINESE = "我们下午在北京大学见面";
  private static final String KOREAN = "내일 서울역에서 만나요";
  private static final String THAI = "สวัสดีครับวันนี้อากาศดี";
  private static final String ARABIC = "مَرحَبًا بِكُم في المَدينة";
  private static final String GREEK = "Καλημέρα σας από την Αθήνα";
  private static final String MIXED = "ＦＵＬＬ width, don't e-mail me@example.com 🎉👍🏽 for 1.25";

  private String user = "";

  @Test
  void findsWordsInTheirOtherFormsAndSpellings() {
    speak();
    assertFound(ENGLISH, "run", "runs", "running", "meeting", "LATE", "run meeting", "lat");
    assertFound(GERMAN, "Haus", "Häuser", "hauser", "strasse", "Straße", "schon");
    assertFound(FRENCH, "réservation", "reservation", "confirmé", "creme brulee", "CRÈME");
    assertFound(SPANISH, "canción", "cancion", "canciones", "escuchar");
    assertFound(RUSSIAN, "город", "книга", "книги", "КНИГАХ");
    assertFound(ARABIC, "مرحبا", "المدينة");
    assertFound(GREEK, "καλημερα", "ΑΘΉΝΑ", "αθηνα");
  }

  @Test
  void findsPartsOfWhatIsWrittenWithoutSpaces() {
    speak();
    assertFound(JAPANESE, "東京", "京都", "東", "す", "東京都", "明日 行き", "行きます");
    assertFound(CHINESE, "北京", "大学", "北京大学", "午");
    assertFound(KOREAN, "서울", "서울역", "만나");
    assertFound(THAI, "อากาศ", "วันนี้", "ครับ");
    assertThat(found(user, "京東")).isEmpty();
    assertThat(found(user, "北大")).isEmpty();
  }

  @Test
  void findsWhatIsTypedAsItIs() {
    speak();
    assertFound(
        MIXED,
        "full",
        "don't",
        "e-mail",
        "me@example.com",
        "🎉",
        "👍",
        "1.25",
        "\"full width\"",
        "exam",
        "WIDTH");
    assertThat(found(user, "1.2")).as("the last one by its beginning").hasSize(1);
    assertThat(found(user, "1.2 ")).as("a space behind it ends it").isEmpty();
    assertThat(found(user, "\"1.2\"")).isEmpty();
    assertThat(found(user, "25.1")).isEmpty();
    assertThat(found(user, "🎈")).isEmpty();
  }

  @Test
  void aPhraseIsFoundWordForWord() {
    speak();
    assertFound(ENGLISH, "\"running late\"", "\"was running late for the\"", "\"RUNNING\" meet");
    for (String other :
        List.of(
            "\"run late\"",
            "\"late running\"",
            "\"running late for a\"",
            "\"meeting\"",
            "\"late meetings\"")) {
      assertThat(found(user, other)).as(other).isEmpty();
    }
    assertThat(found(user, "\"running late").stream().toList()).as("unfinished").hasSize(1);
  }

  @Test
  void stopWordsAloneAreFoundToo() {
    speak();
    assertFound(ENGLISH, "the", "\"for the\"", "for the", "she was");
    assertFound(GERMAN, "die", "\"in der\"", "sind");
    assertThat(found(user, "\"to be or not to be\"")).isEmpty();
    UUID more = conversationService.group(user, "zed");
    say(user, more, "To be, or not to be: that is the question", "To be and not to be");
    awaitIndexed(more);
    assertThat(found(user, "\"to be or not to be\""))
        .containsExactly("To be, or not to be: that is the question");
  }

  @Test
  void marksWhatWasFoundByItsPlaceInTheContent() {
    speak();
    assertThat(marked(user, "run meeting")).containsExactly("running", "meetings");
    assertThat(marked(user, "strasse")).containsExactly("Straße");
    assertThat(marked(user, "京都")).containsExactly("京都");
    assertThat(marked(user, "\"running late\"")).containsExactly("running late");
    assertThat(marked(user, "🎉 mail")).containsExactly("mail", "🎉");
    UUID more = conversationService.group(user, "zed");
    String hostile = "<img src=x onerror=alert(1)>&amp; 🎉 <b>bold</b> moves";
    say(user, more, hostile);
    awaitIndexed(more);
    assertThat(found(user, "bold onerror")).containsExactly(hostile);
    assertThat(marked(user, "bold onerror")).containsExactly("onerror", "bold");
  }

  private void speak() {
    user = "ling-" + UUID.randomUUID();
    UUID conversation = conversationService.group(user, "zed");
    say(
        user,
        conversation,
        ENGLISH,
        GERMAN,
        FRENCH,
        SPANISH,
        RUSSIAN,
        JAPANESE,
        CHINESE,
        KOREAN,
        THAI,
        ARABIC,
        GREEK,
        MIXED);
    awaitIndexed(conversation);
  }

  private void assertFound(String content, String... queries) {
    for (String query : queries) {
      assertThat(found(user, query)).as(query).containsExactly(content);
    }
  }
}
