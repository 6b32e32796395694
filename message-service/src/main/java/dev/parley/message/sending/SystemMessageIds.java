package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.id.MessageId;
import dev.parley.common.security.SecurityProperties;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Other ids for system messages whose own one a participant has taken. A request's id is made of
/// what it tells of, which participants know as well; this one is made of that and of a secret.
@Component
class SystemMessageIds {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String CONTEXT = "system message in the place of ";

  private static final long VERSION = 0xF000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0xC000_0000_0000_0000L;
  private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

  private final SecretKeySpec secret;

  SystemMessageIds(SecurityProperties security) {
    this.secret = new SecretKeySpec(security.internalSecret().getBytes(UTF_8), ALGORITHM);
  }

  /// Always the same for one id, so that a request that comes again finds its message.
  ///
  /// Source: RFC 9562, section 5.8.
  MessageId inPlaceOf(MessageId taken) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal((CONTEXT + taken).getBytes(UTF_8)));
      return new MessageId(
          new UUID(
              (hash.getLong() & ~VERSION) | VERSION_8, (hash.getLong() & ~VARIANT) | VARIANT_RFC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
