/**
 * After the connection was lost: takes over what has changed meanwhile, also in old messages.
 * @returns the ids of the conversations that the user is out of
 */
export async function sync(api, store) {
  const left = [];
  for (let more = true; more; ) {
    const answer = await api.sync({ conversations: store.revs(), since: store.since });
    for (const item of answer.items) {
      if (item.left) {
        left.push(item.conversation.id);
      } else {
        store.takeOver(item);
      }
    }
    store.since = answer.since;
    more = answer.more;
  }
  return left;
}
