package dev.parley.media.scanning;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.detection.RefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Lets files pass that are clean. Where no clamd is configured, all are let pass.
@Component
public class Scanner {

  private static final Logger log = LoggerFactory.getLogger(Scanner.class);

  private final ScanProperties properties;
  private final Clamd clamd;

  Scanner(ScanProperties properties) {
    this.properties = properties;
    this.clamd = new Clamd(properties.address(), properties.timeout());
  }

  /// @param id whose file it is
  /// @throws RefusedException `malware`, `too_large_to_scan` or `not_scanned`
  /// @throws NotScannedException when clamd did not manage this file
  /// @throws UnavailableException `unavailable` when clamd is away, and files are to wait for it
  public void requireClean(MediaId id, Path file) {
    if (properties.address().isEmpty()) {
      return;
    }
    try {
      judge(clamd.scan(file));
    } catch (ConnectException e) {
      log.atWarn()
          .addKeyValue("media_id", id)
          .addKeyValue("address", properties.address())
          .addKeyValue("then", properties.whenDown())
          .addKeyValue("cause", e.toString())
          .log("clamd is away");
      whileDown(id);
    } catch (IOException e) {
      throw new NotScannedException("clamd did not come to an end", e);
    }
  }

  private void judge(String answer) {
    if (answer.endsWith("FOUND")) {
      throw new RefusedException("malware", answer);
    }
    if (answer.contains("size limit exceeded")) {
      if (properties.whenTooLarge() == ScanProperties.WhenTooLarge.REJECT) {
        throw new RefusedException("too_large_to_scan", answer);
      }
    } else if (!answer.endsWith("OK")) {
      throw new NotScannedException("clamd could not scan it: " + answer, null);
    }
  }

  private void whileDown(MediaId id) {
    switch (properties.whenDown()) {
      case WAIT -> throw new UnavailableException("The scanner");
      case PASS -> log.atWarn().addKeyValue("media_id", id).log("A file is let in unscanned");
      case REJECT -> throw new RefusedException("not_scanned", "the scanner is away");
    }
  }
}
