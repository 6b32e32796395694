import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../main/resources/static/app/store.js';
import { sync } from '../../main/resources/static/app/sync.js';
import { previewOf, textOf } from '../../main/resources/static/app/words.js';

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

/** As REST tells of it: seven messages, the last two unread. */
function told() {
  const last_message = { id: 'm7', seq: 7, sender_id: 'bob', type: 'text', preview: 'text 7' };
  const me = { read_seq: 5, unread_count: 2 };
  return { id: ID, version: 1, rev: 7, last_seq: 7, participants: [], last_message, me };
}

/** A store as the inbox is loaded, with none of the messages. */
function inboxOnly() {
  const store = new Store('ann');
  store.putConversation(told());
  return store;
}

function deleted(seq, rev, fields) {
  return message(seq, rev, { content: undefined, deleted_at: 'now', ...fields });
}

function row(store) {
  const { last_message: last, me } = store.conversations.get(ID);
  return [last.preview, me.unread_count];
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

test('what is told again is known', () => {
  const store = loaded();

  assert.ok(store.wasTold(message(6, 6)));
  assert.ok(store.wasTold(message(2, 2)), 'of what is not loaded too');
  assert.ok(inboxOnly().wasTold(message(7, 7)));
});

test('what is told late is not', () => {
  const store = loaded();
  store.putMessage(message(9, 10));

  assert.ok(!store.wasTold(message(8, 8)));
  assert.ok(!store.wasTold(message(10, 11)));
  assert.ok(!inboxOnly().wasTold(message(8, 8)));
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

for (const opened of [false, true]) {
  const where = opened ? 'of an open conversation' : 'of a conversation that nobody has opened';
  const store = () => {
    const made = inboxOnly();
    if (opened) {
      [5, 6, 7].forEach((seq) => made.putMessage(message(seq, seq)));
    }
    return made;
  };

  test(`the inbox forgets the text of a deleted last message, and does not count it, ${where}`, () => {
    const held = store();

    held.putChange(deleted(7, 8));
    assert.deepEqual(row(held), [undefined, 1]);

    held.putChange(deleted(7, 8));
    assert.deepEqual(row(held), [undefined, 1]);
  });

  test(`what is deleted before the last message is not counted either, ${where}`, () => {
    const held = store();

    held.putChange(deleted(6, 8));

    assert.deepEqual(row(held), ['text 7', 1]);
  });

  test(`the deletion of what has been read changes no count, ${where}`, () => {
    const held = store();

    held.putChange(deleted(5, 8));

    assert.deepEqual(row(held), ['text 7', 2]);
  });

  test(`the inbox shows what the last message was edited to, ${where}`, () => {
    const held = store();

    held.putChange(message(6, 8, { content: 'not the last' }));
    assert.deepEqual(row(held), ['text 7', 2]);

    held.putChange(message(7, 9, { content: 'edited' }));
    assert.deepEqual(row(held), ['edited', 2]);
  });
}

test('a message that is sent and deleted while the inbox is shown leaves no text and no count', () => {
  const store = inboxOnly();

  store.putMessage(message(8, 8, { content: 'SECRET' }));
  assert.deepEqual(row(store), ['SECRET', 3]);
  store.putChange(deleted(8, 9));

  assert.deepEqual(row(store), [undefined, 2]);
});

test('a conversation that is told late does not bring a deleted text back', () => {
  const store = inboxOnly();
  store.putChange(deleted(7, 8));

  store.putConversation({ ...told(), version: 2, name: 'renamed' });
  assert.deepEqual(row(store), [undefined, 1]);
  store.putChange(deleted(7, 8));
  assert.deepEqual(row(store), [undefined, 1]);
  store.putConversation({ ...told(), version: 3, rev: 8, me: undefined });
  assert.deepEqual(row(store), [undefined, 1]);
});

test('a conversation that is told late brings no count back, of what was deleted before its end nor of what has come', () => {
  const store = inboxOnly();
  store.putChange(deleted(6, 8));
  store.putConversation({ ...told(), version: 2, me: { ...told().me, pinned: true } });
  assert.deepEqual(row(store), ['text 7', 1]);
  assert.equal(store.conversations.get(ID).me.pinned, true);

  store.putMessage(message(8, 9));
  store.putConversation({ ...told(), version: 3, rev: 8 });
  assert.deepEqual(row(store), ['text 8', 2]);

  store.putConversation({ ...told(), version: 4, rev: 9, last_seq: 8, me: { read_seq: 5, unread_count: 7 } });
  assert.equal(row(store)[1], 7);
});

test('an event about a conversation takes no message for told', () => {
  const store = inboxOnly();

  store.putConversation({ id: ID, version: 2, rev: 9, last_seq: 8, participants: [] });
  store.putChange(deleted(7, 8));
  store.putMessage(message(8, 9));

  assert.deepEqual(row(store), ['text 8', 2]);
});

test('a sync counts what its own count has not counted yet, and nothing twice', async () => {
  const store = inboxOnly();
  const me = { read_seq: 5, unread_count: 1 };
  const last_message = { id: 'm7', seq: 7, sender_id: 'bob', type: 'text', preview: 'text 7' };
  const item = {
    conversation: { id: ID, version: 2, rev: 8, last_seq: 7, last_message, me },
    changes: [deleted(6, 8), deleted(7, 9)],
    rev: 9,
    reset: false,
    left: false,
  };

  await sync(api({ items: [item], since: 's1', more: false }), store);
  assert.deepEqual(row(store), [undefined, 0]);

  store.putChange(deleted(7, 9));
  assert.deepEqual(row(store), [undefined, 0]);
});

test('a deletion of what another device has read does not hide a new message', () => {
  const store = inboxOnly();
  store.putUnread({ conversation_id: ID, read_seq: 7, unread_count: 0, version: 1 });
  store.putMessage(message(8, 8));

  store.putChange(deleted(7, 9));

  assert.equal(row(store)[1], 1);
});

test('a deletion of what another device has read, of more that is unread, changes no count', () => {
  const store = inboxOnly();
  store.putUnread({ conversation_id: ID, read_seq: 6, unread_count: 1, version: 1 });

  store.putChange(deleted(6, 8));
  assert.deepEqual(row(store), ['text 7', 1]);

  store.putChange(deleted(7, 9));
  assert.deepEqual(row(store), [undefined, 0]);
});

test('every kind of message says something', () => {
  const location = { lat: 52.5, lng: 13.4, label: 'Office' };
  assert.equal(textOf({ type: 'location', location }), '📍 Office (52.5, 13.4)');
  assert.equal(textOf({ type: 'location', location: { lat: 0, lng: 0 } }), '📍 0, 0');
  assert.notEqual(textOf({ type: 'custom', metadata: {} }), '');
  assert.equal(textOf({ type: 'image', attachments: [{}] }), '');
  assert.notEqual(textOf({ type: 'text', content: 'SECRET', deleted_at: 'now' }), 'SECRET');

  assert.equal(previewOf({ type: 'location', location }), 'Location');
  assert.equal(previewOf({ type: 'custom', metadata: {} }), 'Message');
  assert.equal(previewOf({ type: 'image', attachments: [{}] }), 'Photo');
  assert.equal(previewOf({ type: 'text', content: 'said' }), 'said');
});
