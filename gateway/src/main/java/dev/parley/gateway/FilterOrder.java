package dev.parley.gateway;

/// The order in which a request passes the gateway's own filters, before any route is looked for.
public final class FilterOrder {

  public static final int RESPONSE_HEADERS = -700;
  public static final int PATH = -600;
  public static final int ORIGIN = -500;
  public static final int STRANGERS = -450;
  public static final int TOKEN = -400;
  public static final int RATE = -300;
  public static final int BODY = -200;

  private FilterOrder() {}
}
