import { Api } from './api.js';
import { Chat } from './chat.js';

const $ = (id) => document.getElementById(id);
const KEPT = 'parley.token';
let chat = null;

/** Who the token says one is: for display only, the servers check it. */
function subject(token) {
  const claims = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(claims, (c) => c.charCodeAt(0)))).sub;
}

function signOut(why = '') {
  chat?.close();
  chat = null;
  sessionStorage.removeItem(KEPT);
  history.replaceState(null, '', location.pathname);
  $('chat').hidden = true;
  $('sign-in').hidden = false;
  $('token-error').textContent = why;
  $('token').focus();
}

/** @param wanted the id of the conversation to open */
function signIn(token, wanted = null) {
  let me;
  try {
    me = subject(token);
  } catch {
    signOut('This is not a token.');
    return;
  }
  sessionStorage.setItem(KEPT, token);
  $('token').value = '';
  $('sign-in').hidden = true;
  $('chat').hidden = false;
  $('me').textContent = me;
  chat = new Chat(new Api(token), me, () => signOut('The token is not valid, or has expired.'));
  chat.begin(wanted);
}

const report = (work) => work.catch((problem) => chat?.view.notice(problem.message));

$('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  signIn($('token').value.trim());
});
$('sign-out').addEventListener('click', () => signOut());
$('new-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const user = $('new-user').value.trim();
  $('new-user').value = '';
  report(chat.openWith(user));
});
$('more-conversations').addEventListener('click', () => report(chat.loadInbox(chat.cursorOfInbox)));
$('older').addEventListener('click', () => report(chat.older()));
$('back').addEventListener('click', () => chat.open(null));
$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (text) {
    $('text').value = '';
    chat.sendText(text);
  }
});
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
});
$('text').addEventListener('input', () => ($('text').value ? chat.writes() : chat.stopsWriting()));
$('file').addEventListener('change', () => {
  const [file] = $('file').files;
  $('file').value = '';
  if (file) {
    report(chat.sendImage(file));
  }
});
document.addEventListener('visibilitychange', () => chat?.read());

const asked = new URLSearchParams(location.hash.slice(1));
const given = asked.get('token');
if (given) {
  history.replaceState(null, '', location.pathname);
}
const token = given ?? sessionStorage.getItem(KEPT);
if (token) {
  const id = asked.get('c');
  signIn(token, /^[0-9a-f-]{36}$/.test(id) ? id : null);
} else {
  signOut();
}
