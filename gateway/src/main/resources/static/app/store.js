/** What is known here: conversations by id, and each one's messages by seq. */

import { previewOf } from './words.js';

const MAX_SYNCED = 5_000;

export class Store {
  constructor(me) {
    this.me = me;
    this.conversations = new Map();
    this.threads = new Map();
  }

  putConversation(conversation) {
    const known = this.conversations.get(conversation.id);
    if (known && known.version > conversation.version) {
      return known;
    }
    const merged = { ...known, ...conversation, me: { ...known?.me, ...conversation.me } };
    // An event, which is nobody's own view, may be overtaken by messages or overtake them: they tell themselves.
    if (known && (!conversation.me || this.isAhead(known, conversation))) {
      const { last_seq, last_message, last_message_at, headRev } = known;
      Object.assign(merged, { last_seq, last_message, last_message_at, headRev });
    } else {
      merged.headRev = merged.last_message ? merged.rev ?? 0 : 0;
    }
    if (conversation.me) {
      this.takeCount(merged, known, conversation);
    }
    this.conversations.set(conversation.id, merged);
    return merged;
  }

  /** What is deleted after the rev of a count is to be taken off it, once each. One that is told late is passed over. */
  takeCount(merged, known, told) {
    merged.me.read_seq = Math.max(known?.me?.read_seq ?? 0, merged.me.read_seq ?? 0);
    const isLate = known && (this.isAhead(known, told) || known.offRev > told.rev);
    if (isLate && known.countedRev !== undefined) {
      merged.me.unread_count = known.me.unread_count;
    } else {
      Object.assign(merged, { countedRev: merged.rev ?? 0, countedOff: new Set(), offRev: 0 });
    }
  }

  /** Whether what is told lacks its newest message, or what became of that: the server's inbox follows the messages. */
  isAhead({ last_seq: seq = 0, headRev = 0 }, { last_seq: told = 0, rev = headRev }) {
    return seq > told || (seq === told && headRev > rev);
  }

  /** Of two that are told the higher version holds. Gives the conversations that show it. */
  putProfile({ user_id, name, avatar_url, version }) {
    return [...this.conversations.values()].filter(({ participants = [] }) => {
      const shown = participants.find((p) => p.user_id === user_id && version > (p.profile_version ?? 0));
      return shown && Object.assign(shown, { name, avatar_url, profile_version: version });
    });
  }

  /** Pinned ones first, then the newest. */
  inbox() {
    const at = (c) => c.last_message_at ?? c.created_at ?? '';
    return [...this.conversations.values()].sort(
      (a, b) => Number(b.me?.pinned ?? false) - Number(a.me?.pinned ?? false) || at(b).localeCompare(at(a)));
  }

  name(conversation) {
    if (conversation.name) {
      return conversation.name;
    }
    const others = (conversation.participants ?? []).filter((p) => p.user_id !== this.me);
    return others.map((p) => p.name || p.user_id).join(', ') || 'Just you';
  }

  /** What someone in it is called. */
  nameOf(id, userId) {
    return this.conversations.get(id)?.participants?.find((p) => p.user_id === userId)?.name || userId;
  }

  thread(id) {
    if (!this.threads.has(id)) {
      // rev: all that was done up to it is known here, in the messages that are loaded.
      this.threads.set(id, { bySeq: new Map(), pending: new Map(), complete: false, rev: undefined });
    }
    return this.threads.get(id);
  }

  /** The rev that is held of each conversation; of those without a loaded message any will do. */
  revs() {
    const held = [...this.conversations.values()].map((c) => [c.id, this.threads.get(c.id)?.rev ?? c.rev]);
    return Object.fromEntries(held.filter(([, rev]) => rev !== undefined).slice(0, MAX_SYNCED));
  }

  /** An item of a sync. */
  takeOver({ conversation, changes, rev, reset }) {
    const { id } = this.putConversation(conversation);
    const thread = this.thread(id);
    if (reset) {
      thread.bySeq.clear();
      thread.complete = false;
    }
    const last = thread.bySeq.size ? Math.max(...thread.bySeq.keys()) : Infinity;
    changes.forEach((message) => (message.seq > last ? this.putMessage(message) : this.putChange(message)));
    thread.rev = rev;
  }

  /** What was done to a message. One that is not loaded will be loaded as it is then. */
  putChange(message) {
    const thread = this.thread(message.conversation_id);
    if (thread.bySeq.size && message.seq >= this.oldest(message.conversation_id)) {
      this.putMessage(message);
    } else {
      this.moveRev(thread, message);
      this.moveRow(message);
    }
  }

  moveRev(thread, { rev }) {
    if (thread.rev === undefined || rev === thread.rev + 1) {
      thread.rev = rev;
    }
  }

  /** The user is out of it. */
  drop(id) {
    this.conversations.delete(id);
    this.threads.delete(id);
  }

  /** What has been told may be told again, as it was: it is here, as it is now, or will be loaded. */
  wasTold({ conversation_id: id, seq, rev }) {
    const upTo = this.threads.get(id)?.rev ?? rev;
    return seq <= (this.conversations.get(id)?.last_seq ?? 0) && rev <= upTo;
  }

  putMessage(message) {
    const thread = this.thread(message.conversation_id);
    this.moveRev(thread, message);
    thread.pending.delete(message.id);
    const known = thread.bySeq.get(message.seq);
    if (known && known.rev >= message.rev) {
      return;
    }
    thread.bySeq.set(message.seq, message);
    this.moveRow(message, known);
  }

  /** What the inbox's row says: its newest message, and how many are unread. */
  moveRow(message, known) {
    const conversation = this.conversations.get(message.conversation_id);
    const last = conversation?.last_seq ?? 0;
    if (!conversation) {
      return;
    }
    if (message.seq > last) {
      this.moveHead(conversation, message);
    } else {
      if (message.seq === last && message.rev > (conversation.headRev ?? 0)) {
        this.showHead(conversation, message);
      }
      if (message.deleted_at && !known?.deleted_at && !known?.silent) {
        this.countOff(conversation, message);
      }
    }
  }

  moveHead(conversation, message) {
    this.showHead(conversation, message);
    if (message.sender_id === this.me) {
      this.moveRead(conversation, message.seq, 0);
      return;
    }
    // Whoever sends has read what came before: nothing else tells of it.
    this.moveCursor(conversation.id, message.sender_id, 'read_seq', message.seq);
    this.moveCursor(conversation.id, message.sender_id, 'delivered_seq', message.seq);
    if (message.deleted_at) {
      conversation.countedOff?.add(message.seq);
    } else if (!message.silent) {
      conversation.me = { ...conversation.me, unread_count: (conversation.me?.unread_count ?? 0) + 1 };
    }
  }

  showHead(conversation, message) {
    const { id, seq, sender_id, type, created_at } = message;
    conversation.last_seq = seq;
    conversation.last_message_at = created_at;
    conversation.last_message = { id, seq, sender_id, type, preview: previewOf(message), created_at };
    conversation.headRev = message.rev;
  }

  /** One that was deleted is not unread any more. */
  countOff(conversation, { seq, rev }) {
    const { me, countedRev = 0, countedOff = new Set(), offRev = 0 } = conversation;
    if (seq > (me?.read_seq ?? 0) && rev > countedRev && !countedOff.has(seq)) {
      conversation.countedOff = countedOff.add(seq);
      conversation.offRev = Math.max(offRev, rev);
      conversation.me = { ...me, unread_count: Math.max(0, (me?.unread_count ?? 0) - 1) };
    }
  }

  /** Absolute values, for this user's other devices too: the highest version holds. */
  putUnread({ conversation_id, read_seq = 0, unread_count, version }) {
    const conversation = this.conversations.get(conversation_id);
    if (conversation && version >= (conversation.unreadVersion ?? 0)) {
      const read = Math.max(read_seq, conversation.me?.read_seq ?? 0);
      conversation.unreadVersion = version;
      conversation.me = { ...conversation.me, read_seq: read, unread_count };
    }
  }

  moveRead(conversation, seq, unread) {
    if (seq >= (conversation.me?.read_seq ?? 0)) {
      conversation.me = { ...conversation.me, read_seq: seq, unread_count: unread };
    }
  }

  /** Another participant's cursor has moved. */
  moveCursor(id, userId, cursor, seq) {
    const participant = this.conversations.get(id)?.participants?.find((p) => p.user_id === userId);
    if (participant && seq > (participant[cursor] ?? 0)) {
      participant[cursor] = seq;
    }
  }

  /** How far a message of mine has come. */
  status(message) {
    const everyone = this.conversations.get(message.conversation_id)?.participants ?? [];
    const others = everyone.filter((p) => p.user_id !== this.me);
    if (others.some((p) => (p.read_seq ?? 0) >= message.seq)) {
      return 'read';
    }
    return others.some((p) => (p.delivered_seq ?? 0) >= message.seq) ? 'delivered' : 'sent';
  }

  /** The messages of a conversation in order, those not sent yet last. */
  messages(id) {
    const thread = this.thread(id);
    return [...[...thread.bySeq.values()].sort((a, b) => a.seq - b.seq), ...thread.pending.values()];
  }

  /** The last seq up to which nothing is missing, of what is loaded. */
  contiguous(id) {
    const seqs = [...this.thread(id).bySeq.keys()].sort((a, b) => a - b);
    let last = seqs[0] ?? 0;
    for (const seq of seqs) {
      if (seq > last + 1) {
        break;
      }
      last = seq;
    }
    return last;
  }

  oldest(id) {
    return Math.min(...this.thread(id).bySeq.keys());
  }
}
