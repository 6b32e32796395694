package dev.parley.common.event;

/// `user.deleted`, from the platform: the account is gone for good, and what is the user's is to be
/// erased everywhere.
public record UserDeleted(String userId) implements EventBody {

  @Override
  public String topic() {
    return Topics.USER_DELETED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }
}
