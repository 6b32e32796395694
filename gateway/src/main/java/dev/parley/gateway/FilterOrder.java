package dev.parley.gateway;

/// The order in which a request passes the gateway's own filters, before any route is looked for.
public final class FilterOrder {

  public static final int RESPONSE_HEADERS = -700;
  public static final int REQUEST_CHECK = -600;
  public static final int CORS = -500;
  public static final int TOKEN = -400;
  public static final int RATE_LIMIT = -300;
  public static final int BODY_LIMIT = -200;

  private FilterOrder() {}
}
