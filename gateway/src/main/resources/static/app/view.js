/** Draws. Text is only ever set as text. */

import { looksOf, shownOf } from './attachments.js';
import { DELETED, textOf } from './words.js';

const $ = (id) => document.getElementById(id);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const MARKS = { sending: '…', failed: 'not sent', sent: '✓', delivered: '✓✓', read: '✓✓ read' };
const NEAR_END = 80;

export class View {
  constructor(store, loadImage) {
    this.store = store;
    this.loadImage = loadImage;
    this.nodes = new Map();
  }

  connection(online) {
    $('connection').textContent = online ? 'online' : 'offline';
    $('connection').classList.toggle('online', online);
  }

  inbox(openId, onOpen) {
    const conversations = this.store.inbox();
    $('conversations').replaceChildren(...conversations.map((c) => this.entry(c, c.id === openId, onOpen)));
    const total = conversations.reduce((sum, c) => sum + (c.me?.unread_count ?? 0), 0);
    document.title = total ? `(${total}) Parley` : 'Parley';
  }

  entry(conversation, current, onOpen) {
    const last = conversation.last_message;
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-current', String(current));
    button.append(
      element('span', 'name', this.store.name(conversation)),
      element('time', '', last?.created_at ? time.format(new Date(last.created_at)) : ''),
      element('span', 'preview', last ? last.preview ?? DELETED : ''));
    const unread = conversation.me?.unread_count ?? 0;
    if (unread > 0) {
      const badge = element('span', 'badge', String(unread));
      badge.append(element('span', 'hidden', ' unread'));
      button.append(badge);
    }
    button.addEventListener('click', () => onOpen(conversation.id));
    const item = element('li');
    item.append(button);
    return item;
  }

  open(conversation) {
    this.nodes.clear();
    $('messages').replaceChildren();
    $('nothing-open').hidden = Boolean(conversation);
    $('open').hidden = !conversation;
    $('chat').classList.toggle('reading', Boolean(conversation));
    if (conversation) {
      $('open-name').textContent = this.store.name(conversation);
      this.typing([]);
    }
  }

  typing(names) {
    $('typing').textContent = names.length ? `${names.join(', ')} typing…` : '';
  }

  /** @param older whether what is new is above: the reader then stays where they are */
  messages(id, older = false) {
    const scroll = $('scroll');
    const toEnd = scroll.scrollHeight - scroll.scrollTop;
    const atEnd = toEnd - scroll.clientHeight < NEAR_END;
    const list = [];
    let lastDay = '';
    for (const message of this.store.messages(id)) {
      const today = day.format(new Date(message.created_at));
      if (today !== lastDay) {
        list.push(this.keep(`day ${today}`, () => element('li', 'day', today)));
        lastDay = today;
      }
      list.push(this.message(message));
    }
    $('messages').replaceChildren(...list);
    const thread = this.store.thread(id);
    $('older').hidden = thread.complete || !thread.bySeq.size;
    if (older) {
      scroll.scrollTop = scroll.scrollHeight - toEnd;
    } else if (atEnd) {
      this.toEnd();
    }
  }

  toEnd() {
    $('scroll').scrollTop = $('scroll').scrollHeight;
  }

  keep(key, make) {
    if (!this.nodes.has(key)) {
      this.nodes.set(key, make());
    }
    return this.nodes.get(key);
  }

  message(message) {
    const mine = message.sender_id === this.store.me;
    const node = this.keep(message.id, () => this.newMessage(message, mine));
    node.querySelector('.text').textContent = textOf(message);
    node.querySelector('.quote').textContent = this.quote(message);
    node.querySelector('.reactions').replaceChildren(...this.reactions(message));
    const state = message.state ?? (mine && message.seq ? this.store.status(message) : '');
    node.classList.toggle('failed', state === 'failed');
    const edited = message.edited_at && !message.deleted_at ? ' · edited' : '';
    node.querySelector('.meta').textContent =
      `${time.format(new Date(message.created_at))}${edited} ${MARKS[state] ?? ''}`;
    this.attachments(node.querySelector('.attachments'), message);
    return node;
  }

  newMessage(message, mine) {
    const kind = message.type === 'system' ? 'system' : mine ? 'mine' : '';
    const node = element('li', `message ${kind}`);
    const group = this.store.conversations.get(message.conversation_id)?.type === 'group';
    if (group && !mine && message.type !== 'system') {
      node.append(element('span', 'from', message.sender_name || message.sender_id));
    }
    node.append(
      element('span', 'quote'),
      element('span', 'attachments'),
      element('span', 'text'),
      element('span', 'reactions'),
      element('span', 'meta'),
    );
    return node;
  }

  /** What it answers; a picture and a deleted message have no preview. */
  quote({ conversation_id: id, reply_to: quoted }) {
    return quoted ? `${this.store.nameOf(id, quoted.sender_id)}: ${quoted.preview ?? 'a message'}` : '';
  }

  reactions({ reactions = [] }) {
    return reactions.map(({ emoji, count }) => element('span', 'reaction', `${emoji} ${count}`));
  }

  /** They change when what they show becomes ready, is refused or goes. */
  attachments(node, message) {
    const looks = looksOf(message);
    if (node.dataset.looks !== looks) {
      node.dataset.looks = looks;
      node.replaceChildren(...(message.attachments ?? []).map((a) => this.attachment(a)));
    }
  }

  attachment(attachment) {
    const { line, url, width, height } = shownOf(attachment, window.devicePixelRatio);
    if (line) {
      return element('span', 'file', line);
    }
    const image = element('img');
    image.alt = 'Image';
    if (width) {
      Object.assign(image, { width, height });
    }
    this.loadImage(url)
      .then((loaded) => (image.src = loaded))
      .catch(() => image.replaceWith(element('span', 'file', 'This picture cannot be shown')));
    return image;
  }

  notice(text) {
    $('notice').textContent = text;
    $('notice').hidden = false;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => ($('notice').hidden = true), 5000);
  }
}
