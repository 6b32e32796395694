// The official JavaScript client against the server at argv[2]. Prints nothing and ends with 0 when all is well.
import assert from 'node:assert/strict';
import { io, Manager } from 'socket.io-client';

const url = process.argv[2];
const within = (promise, what) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(`waited in vain: ${what}`)), 20_000).unref())]);
const once = (emitter, event) => within(new Promise((resolve) => emitter.once(event, (...args) => resolve(args))), event);

function client(namespace, transports, token = 'good') {
  return io(url + namespace, { transports, auth: { token }, forceNew: true, reconnection: false });
}

async function exchange(namespace, transports) {
  const socket = client(namespace, transports);
  const [shown] = await once(socket, 'auth');
  assert.deepEqual(shown, { token: 'good' });

  const back = [];
  socket.on('message-back', (value) => back.push(value));
  const acks = [];
  for (let i = 0; i < 50; i++) {
    socket.emit('message', i);
    acks.push(within(socket.emitWithAck('message-with-ack', { i, text: '€ 𝄞 "\\' }), 'ack'));
  }
  assert.deepEqual(await Promise.all(acks), [...Array(50).keys()].map((i) => ({ i, text: '€ 𝄞 "\\' })));
  assert.deepEqual(back, [...Array(50).keys()]);

  const data = Buffer.from([4, 0, 255, 30]);
  socket.emit('message', { picture: data });
  const [{ picture }] = await once(socket, 'message-back');
  assert.deepEqual(Buffer.from(picture), data);
  assert.deepEqual(Buffer.from(await within(socket.emitWithAck('message-with-ack', data), 'ack')), data);

  const failed = await within(socket.emitWithAck('fail', {}), 'ack');
  assert.equal(failed.error.code, 'internal');

  await upgraded(socket, transports);
  assert.equal(socket.io.engine.transport.name, transports.at(-1));
  assert.deepEqual(await within(socket.emitWithAck('message-with-ack', 1), 'ack'), 1);
  socket.disconnect();
}

async function upgraded(socket, transports) {
  if (transports.length > 1 && socket.io.engine.transport.name !== 'websocket') {
    await once(socket.io.engine, 'upgrade');
  }
}

async function refusals(transports) {
  const refused = client('/messaging', transports, 'wrong');
  assert.equal((await once(refused, 'connect_error'))[0].message, 'unauthorized');
  refused.disconnect();
  const lost = client('/nowhere', transports);
  assert.equal((await once(lost, 'connect_error'))[0].message, 'Invalid namespace');
  lost.disconnect();
}

async function theEndOfASession(transports) {
  const socket = client('/', transports);
  await once(socket, 'auth');
  const told = once(socket, 'session_revoked');
  const ended = once(socket, 'disconnect');
  socket.emit('end', {});
  await told;
  assert.equal((await ended)[0], 'io server disconnect');
}

async function twoNamespacesOnOneSession(transports) {
  const manager = new Manager(url, { transports, reconnection: false });
  const root = manager.socket('/', { auth: { token: 'good' } });
  const messaging = manager.socket('/messaging', { auth: { token: 'good' } });
  await Promise.all([once(root, 'auth'), once(messaging, 'auth')]);
  assert.notEqual(root.id, messaging.id);
  root.disconnect();
  assert.equal(await within(messaging.emitWithAck('message-with-ack', 7), 'ack'), 7);
  messaging.disconnect();
}

let step = 'start';
process.on('exit', () => step && console.error(`ended in: ${step}`));

for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
  const go = (name, run) => ((step = `${name}, ${transports}`), run());
  await go('exchange at /', () => exchange('/', transports));
  await go('exchange at /messaging', () => exchange('/messaging', transports));
  await go('refusals', () => refusals(transports));
  await go('the end of a session', () => theEndOfASession(transports));
  await go('two namespaces', () => twoNamespacesOnOneSession(transports));
}
step = null;
