import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../main/resources/static/app/store.js';
import { sync } from '../../main/resources/static/app/sync.js';

const ID = 'c1';

function message(seq, rev, fields) {
  return { id: `m${seq}`, conversation_id: ID, seq, rev, sender_id: 'bob', content: `text ${seq}`, ...fields };
}

/** A store with the messages 5 to 7 of a conversation that stands at rev 7. */
function loaded() {
  const store = new Store('ann');
  store.putConversation({ id: ID, version: 1, rev: 7, last_seq: 7, participants: [] });
  store.thread(ID).rev = 7;
  [5, 6, 7].forEach((seq) => store.putMessage(message(seq, seq)));
  return store;
}

function contents(store) {
  return store.messages(ID).map((m) => m.content);
}

/** Gives one answer after the other, and keeps what it was asked. */
function api(...answers) {
  const asked = [];
  return { asked, sync: async (held) => asked.push(structuredClone(held)) && answers.shift() };
}

test('a change of a message that is not loaded leaves no hole behind it', () => {
  const store = loaded();

  store.putChange(message(2, 8, { content: 'edited' }));

  assert.equal(store.oldest(ID), 5);
  assert.equal(store.contiguous(ID), 7);
  assert.equal(store.revs()[ID], 8);
});

test('a change of a loaded message is shown', () => {
  const store = loaded();

  store.putChange(message(6, 8, { content: 'edited' }));

  assert.deepEqual(contents(store), ['text 5', 'edited', 'text 7']);
});

test('the rev that is held is one up to which nothing is missing', () => {
  const store = loaded();

  store.putMessage(message(9, 10));
  assert.equal(store.revs()[ID], 7);
  store.putMessage(message(8, 8));
  assert.equal(store.revs()[ID], 8);
});

test('a sync brings edits, deletions and new messages since the rev that is held', async () => {
  const store = loaded();
  const server = api({
    items: [
      {
        conversation: { id: ID, version: 2, rev: 11, last_seq: 8 },
        changes: [
          message(2, 8, { content: 'not loaded' }),
          message(6, 9, { content: 'edited' }),
          message(7, 10, { content: undefined, deleted_at: 'now' }),
          message(8, 11),
        ],
        rev: 11,
        reset: false,
        left: false,
      },
    ],
    since: 's1',
    more: false,
  });

  assert.deepEqual(await sync(server, store), []);

  assert.deepEqual(contents(store), ['text 5', 'edited', undefined, 'text 8']);
  assert.equal(store.messages(ID)[2].deleted_at, 'now');
  assert.equal(store.revs()[ID], 11);
  assert.deepEqual(server.asked, [{ conversations: { [ID]: 7 }, since: undefined }]);
});

test('a sync names the conversations that the user is out of, and goes on to its end', async () => {
  const store = loaded();
  const gone = { conversation: { id: ID }, changes: [], rev: 0, reset: false, left: true };
  const server = api({ items: [], since: 's1', more: true }, { items: [gone], since: 's2', more: false });

  assert.deepEqual(await sync(server, store), [ID]);

  assert.equal(server.asked[1].since, 's1');
  assert.equal(store.since, 's2');
  store.drop(ID);
  assert.deepEqual(store.revs(), {});
});

test('of a conversation that nobody has opened no message is kept', async () => {
  const store = loaded();
  store.thread(ID).bySeq.clear();
  const item = { conversation: { id: ID, version: 2 }, changes: [message(3, 8)], rev: 8, reset: false, left: false };

  await sync(api({ items: [item], since: 's1', more: false }), store);

  assert.deepEqual(contents(store), []);
  assert.equal(store.revs()[ID], 8);
});

test('what was too much to tell is loaded anew', async () => {
  const store = loaded();
  const item = { conversation: { id: ID, version: 2 }, changes: [], rev: 900, reset: true, left: false };

  await sync(api({ items: [item], since: 's1', more: false }), store);

  assert.deepEqual(contents(store), []);
  assert.equal(store.thread(ID).complete, false);
  assert.equal(store.revs()[ID], 900);
});
