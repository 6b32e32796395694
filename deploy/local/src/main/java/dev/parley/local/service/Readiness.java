package dev.parley.local.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Asks a service whether it can serve.
public final class Readiness {

  private static final int MILLISECONDS = 2_000;
  private static final int OK = 200;

  private Readiness() {}

  /// True when `GET /actuator/health/readiness` answers 200, which Spring Boot answers only to an
  /// UP.
  public static boolean of(ServicePlan plan) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(plan.url() + "/actuator/health/readiness").toURL().openConnection();
      connection.setConnectTimeout(MILLISECONDS);
      connection.setReadTimeout(MILLISECONDS);
      return connection.getResponseCode() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
