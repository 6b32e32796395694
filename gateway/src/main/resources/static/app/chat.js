import { Pictures } from './pictures.js';
import { Socket } from './socket.js';
import { Store } from './store.js';
import { sync } from './sync.js';
import { Typists } from './typists.js';
import { uuid } from './uuid.js';
import { View } from './view.js';

const $ = (id) => document.getElementById(id);
const [TYPING_AGAIN, DELIVERIES] = [3_000, 500]; // milliseconds

/** One signed-in user. */
export class Chat {
  constructor(api, me, onRefused) {
    this.api = api;
    this.store = new Store(me);
    this.pictures = new Pictures(api);
    this.view = new View(this.store, (url) => this.pictures.of(url));
    this.openId = null;
    this.typists = new Typists((names) => this.view.typing(names));
    this.delivered = new Map();
    this.typedAt = 0;
    this.socket = new Socket(api.token, {
      online: () => this.online(),
      offline: () => this.view.connection(false),
      refused: onRefused,
      events: {
        new_message: (message) => this.received(message),
        message_updated: ({ message }) => this.changed(message),
        user_typing: (event) => this.typing(event, true),
        user_stopped_typing: (event) => this.typing(event, false),
        messages_read: (event) => this.cursor(event, ['read_seq', 'delivered_seq']),
        messages_delivered: (event) => this.cursor(event, ['delivered_seq']),
        unread: (event) => this.unread(event),
        conversation_updated: ({ conversation }) => this.updated(conversation),
        added_to_conversation: ({ conversation }) => this.updated(conversation),
        user_updated: (profile) => this.store.putProfile(profile).forEach((changed) => this.drawRow(changed)),
        removed_from_conversation: (event) => this.removed(event.conversation_id ?? event.conversation?.id),
      },
    });
    this.deliveries = setInterval(() => this.tellDelivered(), DELIVERIES);
    this.view.connection(false);
  }

  close() {
    clearInterval(this.deliveries);
    this.socket.close();
    this.pictures.close();
  }

  /** After every connect: what happened meanwhile, then what could not be sent. */
  async online() {
    this.view.connection(true);
    try {
      await (this.wasOnline ? this.sync() : this.loadInbox());
      this.wasOnline = true;
      if (this.openId) {
        this.socket.tell('join_conversation', { conversation_id: this.openId });
        await this.load(this.openId);
      } else if (this.wanted) {
        await this.openAgain();
      }
    } catch (problem) {
      this.view.notice(problem.message);
    }
    for (const thread of this.store.threads.values()) {
      [...thread.pending.values()].filter((m) => m.state === 'sending').forEach((m) => this.send(m));
    }
  }

  async sync() {
    (await sync(this.api, this.store)).forEach((id) => this.removed(id));
    this.drawInbox();
  }

  async loadInbox(cursor) {
    const page = await this.api.inbox(cursor);
    page.items.forEach((conversation) => this.store.putConversation(conversation));
    this.cursorOfInbox = page.next_cursor;
    $('more-conversations').hidden = !page.next_cursor;
    this.drawInbox();
  }

  drawInbox() {
    this.view.inbox(this.openId, (id) => this.open(id));
  }

  /** @param wanted the id of the conversation that was open before the page was loaded anew, or null */
  begin(wanted) {
    this.wanted = wanted;
    this.view.open();
    this.drawInbox();
  }

  async openAgain() {
    const id = this.wanted;
    if (!this.store.conversations.has(id)) {
      const found = await this.api.conversation(id).catch(() => null);
      this.updated(found?.me?.left_at ? null : found);
    }
    // The user may have opened another meanwhile.
    if (id === this.wanted) {
      await this.open(this.store.conversations.has(id) ? id : null);
    }
  }

  async openWith(userId) {
    const conversation = this.store.putConversation(await this.api.openDirect(userId));
    await this.open(conversation.id);
  }

  async open(id) {
    if (this.openId && this.openId !== id) {
      this.socket.tell('leave_conversation', { conversation_id: this.openId });
    }
    this.openId = id;
    this.wanted = null;
    history.replaceState(null, '', id ? `#c=${id}` : location.pathname);
    this.typists.clear();
    this.view.open(this.store.conversations.get(id));
    this.drawInbox();
    if (!id) {
      return;
    }
    this.socket.tell('join_conversation', { conversation_id: id });
    try {
      await this.load(id);
    } catch (problem) {
      this.view.notice(problem.message);
    }
    if (id === this.openId) {
      this.view.messages(id);
      this.view.toEnd();
      this.read();
      $('text').focus();
    }
  }

  load(id) {
    return this.store.thread(id).bySeq.size ? this.catchUp(id) : this.older();
  }

  /** The page before what is loaded, or the newest one. */
  async older() {
    const id = this.openId;
    const thread = this.store.thread(id);
    // Before it is asked: what is done meanwhile is told of twice rather than not at all.
    thread.rev ??= this.store.conversations.get(id)?.rev;
    const page = await this.api.history(id, thread.bySeq.size ? { before_seq: this.store.oldest(id) } : {});
    page.items.forEach((message) => this.store.putMessage(message));
    thread.complete = !page.has_more;
    if (id === this.openId) {
      this.view.messages(id, true);
    }
  }

  /** Everything after the last seq that has no gap before it. */
  async catchUp(id) {
    for (let more = true; more; ) {
      const from = this.store.contiguous(id);
      const page = await this.api.history(id, { after_seq: from });
      page.items.forEach((message) => this.store.putMessage(message));
      more = page.has_more && this.store.contiguous(id) > from;
    }
    if (id === this.openId) {
      this.view.messages(id);
      this.read();
    }
  }

  async received(message) {
    const id = message.conversation_id;
    if (!this.store.conversations.has(id)) {
      this.updated(await this.api.conversation(id).catch(() => null));
    }
    if (message.sender_id !== this.store.me) {
      this.delivered.set(id, Math.max(message.seq, this.delivered.get(id) ?? 0));
    }
    if (this.store.wasTold(message)) {
      return;
    }
    this.store.putMessage(message);
    this.drawInbox();
    if (id === this.openId) {
      this.typists.stopped(message.sender_id);
      this.view.messages(id);
      this.read();
      if (this.store.contiguous(id) < message.seq) {
        await this.catchUp(id).catch(() => {});
      }
    }
  }

  changed(message) {
    this.store.putChange(message);
    this.drawInbox();
    if (message.conversation_id === this.openId) {
      this.view.messages(this.openId);
    }
  }

  tellDelivered() {
    this.delivered.forEach((seq, id) => this.socket.tell('mark_delivered', { conversation_id: id, seq }));
    this.delivered.clear();
  }

  /** What is open and looked at has been read. */
  read() {
    const conversation = this.store.conversations.get(this.openId);
    if (!conversation || document.hidden || !this.socket.connected) {
      return;
    }
    const seq = conversation.last_seq ?? 0;
    if (seq > (conversation.me?.read_seq ?? 0) || conversation.me?.unread_count) {
      this.store.moveRead(conversation, seq, 0);
      this.socket.tell('mark_read', { conversation_id: conversation.id, seq });
      this.drawInbox();
    }
  }

  unread(event) {
    this.store.putUnread(event);
    this.drawInbox();
  }

  updated(conversation) {
    if (conversation) {
      this.drawRow(this.store.putConversation(conversation));
    }
  }

  drawRow(conversation) {
    this.drawInbox();
    if (conversation.id === this.openId) {
      $('open-name').textContent = this.store.name(conversation);
    }
  }

  removed(id) {
    this.store.drop(id);
    if (id === this.openId) {
      this.open(null);
    }
    this.drawInbox();
  }

  cursor({ conversation_id: id, user_id: user, seq }, cursors) {
    cursors.forEach((cursor) => this.store.moveCursor(id, user, cursor, seq));
    if (id === this.openId) {
      this.view.messages(id);
    }
  }

  typing({ conversation_id: id, user_id: user, user_name: name }, started) {
    if (id !== this.openId || user === this.store.me) {
      return;
    }
    if (started) {
      this.typists.started(user, name || user);
    } else {
      this.typists.stopped(user);
    }
  }

  /** The user is writing. */
  writes() {
    const now = Date.now();
    if (this.openId && now - this.typedAt > TYPING_AGAIN) {
      this.typedAt = now;
      this.socket.tell('typing_start', { conversation_id: this.openId });
    }
  }

  stopsWriting() {
    if (this.typedAt) {
      this.typedAt = 0;
      this.socket.tell('typing_stop', { conversation_id: this.openId });
    }
  }

  sendText(content) {
    this.typedAt = 0;
    this.add(this.openId, { type: 'text', content });
  }

  async sendImage(file) {
    const id = this.openId;
    const media = await this.api.upload(file);
    this.add(id, { type: 'image', attachments: [media] });
  }

  /** Shown at once. Its id makes it the same message however often it is sent. */
  add(id, parts) {
    const created_at = new Date().toISOString();
    const message = { id: uuid(), conversation_id: id, sender_id: this.store.me, created_at, state: 'sending', ...parts };
    this.store.thread(id).pending.set(message.id, message);
    if (id === this.openId) {
      this.view.messages(id);
      this.view.toEnd();
    }
    this.send(message);
  }

  async send(message) {
    const { id, conversation_id, type, content, attachments } = message;
    const media = attachments?.map(({ media_id }) => ({ media_id }));
    try {
      const ack = await this.socket.emit('send_message', { id, conversation_id, type, content, attachments: media });
      this.store.putMessage(ack.message);
      this.drawInbox();
    } catch (error) {
      // Without an answer it stays pending, and is sent again after the next connect.
      if (error.code) {
        message.state = 'failed';
        this.view.notice(`Not sent: ${error.message}`);
      }
    }
    if (conversation_id === this.openId) {
      this.view.messages(conversation_id);
    }
  }
}
