package dev.parley.message.access;

/// Lets tests of other packages change who may what at once, as events do in time.
public final class AccessTesting {

  private AccessTesting() {}

  public static void forget(ConversationAccess access) {
    access.forget();
  }
}
