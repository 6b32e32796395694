package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketScannerTests {
  private static final String MARK = "~1a2b3c4d ";
  private final PacketScanner scanner = new PacketScanner(MARK);

  @Test
  void readsTheMessageAndItsPlace() {
    String packet =
        "42[\"new_message\",{\"seq\":41,\"content\":\"~1a2b3c4d 100000007 xx\",\"rev\":3}]";

    assertThat(number(packet)).isEqualTo(7);
    assertThat(seq(packet)).isEqualTo(41);
  }

  @Test
  void findsThemAgainWhereverTheyHaveMoved() {
    String early = "42[\"new_message\",{\"content\":\"~1a2b3c4d 100000001 x\",\"seq\":9}]";
    String late =
        "42[\"new_message\",{\"sender\":\"someone\",\"content\":\"~1a2b3c4d 100000002 x\",\"seq\":10}]";

    assertThat(number(early)).isEqualTo(1);
    assertThat(number(late)).isEqualTo(2);
    assertThat(number(early)).isEqualTo(1);
    assertThat(seq(early)).isEqualTo(9);
    assertThat(seq(late)).isEqualTo(10);
  }

  @Test
  void doesNotTakeAnotherNumberForTheSeq() {
    assertThat(seq("42[\"new_message\",{\"last_seq\":5}]")).isEqualTo(PacketScanner.NONE);
    assertThat(seq("42[\"new_message\",{\"last_seq\":5,\"seq\":6}]")).isEqualTo(6);
    assertThat(seq("42[\"new_message\",{\"seq\":null}]")).isEqualTo(PacketScanner.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[\"new_message\",{\"content\":\"hello\"}]",
        "42[\"new_message\",{\"content\":\"~99999999 100000007 x\"}]",
        "42[\"new_message\",{\"content\":\"~1a2b3c4d 1000",
        "42[\"new_message\",{\"content\":\"~1a2b3c4d x\"}]"
      })
  void knowsNoMessageOfAnotherRun(String packet) {
    assertThat(number(packet)).isEqualTo(PacketScanner.NONE);
  }

  @Test
  void looksOnlyWithinThePacket() {
    byte[] bytes = "~1a2b3c4d 100000001|42[]|~1a2b3c4d 100000002".getBytes(UTF_8);

    assertThat(scanner.messageNumber(bytes, 20, 25)).isEqualTo(PacketScanner.NONE);
    assertThat(scanner.messageNumber(bytes, 25, bytes.length)).isEqualTo(2);
  }

  @Test
  void tellsNewMessagesFromOtherEvents() {
    assertThat(isNewMessage("42[\"new_message\",{}]")).isTrue();
    assertThat(isNewMessage("4217[\"new_message\",{}]")).isTrue();
    assertThat(isNewMessage("42[\"message_updated\",{}]")).isFalse();
    assertThat(isNewMessage("42[\"new_message_x\",{}]")).isFalse();
    assertThat(isNewMessage("42")).isFalse();
  }

  @Test
  void readsAcknowledgements() {
    byte[] yes = "43100000042[{\"ok\":true,\"message\":{\"seq\":3}}]".getBytes(UTF_8);
    byte[] no = "431[{\"ok\":false,\"error\":{\"code\":\"forbidden\"}}]".getBytes(UTF_8);

    assertThat(PacketScanner.ackId(yes, 0, yes.length)).isEqualTo(100_000_042);
    assertThat(scanner.isAccepted(yes, 0, yes.length)).isTrue();
    assertThat(PacketScanner.ackId(no, 0, no.length)).isEqualTo(1);
    assertThat(scanner.isAccepted(no, 0, no.length)).isFalse();
  }

  private int number(String packet) {
    byte[] bytes = packet.getBytes(UTF_8);
    return scanner.messageNumber(bytes, 0, bytes.length);
  }

  private long seq(String packet) {
    byte[] bytes = packet.getBytes(UTF_8);
    return scanner.seq(bytes, 0, bytes.length);
  }

  private static boolean isNewMessage(String packet) {
    byte[] bytes = packet.getBytes(UTF_8);
    return PacketScanner.isNewMessage(bytes, 0, bytes.length);
  }
}
