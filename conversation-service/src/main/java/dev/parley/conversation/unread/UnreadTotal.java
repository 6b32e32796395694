package dev.parley.conversation.unread;

/// @param total messages not read, in all of the user's conversations that are not archived
/// @param conversations how many conversations they are in
/// @param version of the two states that a client is given, the one with the higher version holds
public record UnreadTotal(long total, long conversations, long version) {

  public static final UnreadTotal NOTHING = new UnreadTotal(0, 0, 0);
}
