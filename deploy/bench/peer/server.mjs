// What a team would write instead of using the suite: Express, Socket.IO and PostgreSQL in one process.
//
//   DATABASE_URL=postgresql://…  JWT_SECRET=…  [PORT=3006]  [POOL=10]  node server.mjs
//
// A token on the handshake, a membership check and an insert per message, then a broadcast to the
// conversation's room. Tuned where a team would tune it: a send is one prepared statement, WebSocket
// only, and what goes to a room is encoded once (Socket.IO does that by itself).
import { createServer } from 'node:http';
import express from 'express';
import jwt from 'jsonwebtoken';
import { Server } from 'socket.io';
import { openStore } from './store.mjs';

const { DATABASE_URL, JWT_SECRET, PORT = '3006', POOL = '10' } = process.env;
if (!DATABASE_URL || !JWT_SECRET) {
  console.error('DATABASE_URL and JWT_SECRET are required');
  process.exit(2);
}
const store = await openStore({ connectionString: DATABASE_URL, connections: Number(POOL) });
const subject = (token) => jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] }).sub;

const app = express();
app.use(express.json());
app.get('/health', (_req, res) => res.json({ status: 'UP' }));
app.use('/api/v1', (req, res, next) => {
  try {
    req.userId = subject((req.headers.authorization ?? '').replace(/^Bearer /, ''));
  } catch {
    return res.status(401).json({ code: 'unauthenticated' });
  }
  next();
});
app.post('/api/v1/conversations', async (req, res) => {
  const { type, name, participant_ids } = req.body;
  const members = [...new Set([req.userId, ...participant_ids])];
  const id = await store.createConversation({ type, name, members });
  res.status(201).json({ id, type, name, participant_count: members.length });
});
app.get('/api/v1/conversations', async (req, res) => {
  res.json({ items: await store.inbox(req.userId, Math.min(Number(req.query.limit ?? 50), 200)) });
});
app.get('/api/v1/conversations/:id/messages', async (req, res) => {
  if (!(await store.isParticipant(req.params.id, req.userId))) {
    return res.status(403).json({ code: 'not_participant' });
  }
  const { limit = 50, offset = 0 } = req.query;
  res.json({ items: await store.history(req.params.id, Math.min(Number(limit), 200), Number(offset)) });
});

const http = createServer(app);
const io = new Server(http, { transports: ['websocket'], serveClient: false });
io.use((socket, next) => {
  try {
    socket.data.userId = subject(socket.handshake.auth.token);
    next();
  } catch {
    next(new Error('unauthorized'));
  }
});

const refused = (code) => ({ ok: false, error: { code } });
io.on('connection', (socket) => {
  const { userId } = socket.data;
  const on = (event, handle) => socket.on(event, async (payload, ack) => {
    try {
      ack?.(await handle(payload));
    } catch (error) {
      console.error(event, error.message);
      ack?.(refused('internal_error'));
    }
  });
  on('join_conversation', async ({ conversation_id }) => {
    if (!(await store.isParticipant(conversation_id, userId))) return refused('not_participant');
    socket.join(conversation_id);
    return { ok: true };
  });
  on('leave_conversation', async ({ conversation_id }) => {
    socket.leave(conversation_id);
    return { ok: true };
  });
  on('send_message', async (payload) => {
    const message = await store.append(payload, userId);
    if (!message) return refused('not_participant');
    // The sender has the acknowledgement; its other devices are in the room too.
    socket.to(message.conversation_id).emit('new_message', message);
    return { ok: true, message };
  });
  on('typing_start', async ({ conversation_id }) => {
    if (socket.rooms.has(conversation_id)) {
      socket.to(conversation_id).volatile.emit('user_typing', { conversation_id, user_id: userId });
    }
    return { ok: true };
  });
});

async function stop() {
  io.close();
  await store.close();
  process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
http.listen(Number(PORT), '127.0.0.1', () => console.log(`peer listening on 127.0.0.1:${PORT}`));
