package dev.parley.conversation;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long requests take, for the log: no test depends on it.
public final class Measured {

  private static final Logger log = LoggerFactory.getLogger(Measured.class);
  private static final int REQUESTS = 20;

  private Measured() {}

  public static void measure(String what, Runnable request) {
    long[] micros = new long[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long start = System.nanoTime();
      request.run();
      micros[i] = (System.nanoTime() - start) / 1000;
    }
    Arrays.sort(micros);
    log.info("{}: p50 {} µs, worst {} µs", what, micros[REQUESTS / 2], micros[REQUESTS - 1]);
  }
}
