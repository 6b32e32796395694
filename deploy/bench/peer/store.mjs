// The peer's data: conversations, who is in them, and messages. One statement per send.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS conversation (
    id uuid PRIMARY KEY,
    type text NOT NULL,
    name text,
    last_message_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS participant (
    conversation_id uuid NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    user_id text NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (conversation_id, user_id));
  CREATE INDEX IF NOT EXISTS participant_by_user ON participant (user_id);
  CREATE TABLE IF NOT EXISTS message (
    id uuid PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    sender_id text NOT NULL,
    content text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX IF NOT EXISTS message_by_conversation ON message (conversation_id, created_at DESC);`;

// Checks the membership, moves the conversation up the inbox and stores the message, in one round trip.
const APPEND = `
  WITH member AS (
    SELECT 1 FROM participant WHERE conversation_id = $2 AND user_id = $3),
  touched AS (
    UPDATE conversation SET last_message_at = now() WHERE id = $2 AND EXISTS (SELECT 1 FROM member))
  INSERT INTO message (id, conversation_id, sender_id, content)
  SELECT $1, $2, $3, $4 FROM member
  RETURNING created_at`;

export async function openStore({ connectionString, connections }) {
  const pool = new pg.Pool({ connectionString, max: connections, idleTimeoutMillis: 0 });
  await pool.query(SCHEMA);
  return new Store(pool);
}

class Store {
  #pool;

  constructor(pool) {
    this.#pool = pool;
  }

  async createConversation({ type, name = null, members }) {
    const id = randomUUID();
    await this.#pool.query(
      `WITH made AS (INSERT INTO conversation (id, type, name) VALUES ($1, $2, $3))
       INSERT INTO participant (conversation_id, user_id) SELECT $1, unnest($4::text[])`,
      [id, type, name, members]);
    return id;
  }

  async isParticipant(conversationId, userId) {
    const { rowCount } = await this.#pool.query({
      name: 'is_participant',
      text: 'SELECT 1 FROM participant WHERE conversation_id = $1 AND user_id = $2',
      values: [conversationId, userId],
    });
    return rowCount > 0;
  }

  /** Stores a message and returns it, or undefined when the sender is not in the conversation. */
  async append({ id = randomUUID(), conversation_id, content }, sender_id) {
    const { rows } = await this.#pool.query({
      name: 'append',
      text: APPEND,
      values: [id, conversation_id, sender_id, content],
    });
    return rows.length
      ? { id, conversation_id, sender_id, type: 'text', content, created_at: rows[0].created_at }
      : undefined;
  }

  async inbox(userId, limit) {
    const { rows } = await this.#pool.query(
      `SELECT c.id, c.type, c.name, c.last_message_at, last.content AS last_message,
              (SELECT count(*)::int FROM message m WHERE m.conversation_id = c.id
                AND m.created_at > coalesce(p.read_at, '-infinity')) AS unread_count
         FROM participant p JOIN conversation c ON c.id = p.conversation_id
         LEFT JOIN LATERAL (SELECT content FROM message m WHERE m.conversation_id = c.id
                             ORDER BY created_at DESC LIMIT 1) last ON true
        WHERE p.user_id = $1 ORDER BY c.last_message_at DESC NULLS LAST LIMIT $2`,
      [userId, limit]);
    return rows;
  }

  async history(conversationId, limit, offset) {
    const { rows } = await this.#pool.query(
      `SELECT id, conversation_id, sender_id, content, created_at FROM message
        WHERE conversation_id = $1 ORDER BY created_at DESC LIMIT $2 OFFSET $3`,
      [conversationId, limit, offset]);
    return rows;
  }

  async close() {
    await this.#pool.end();
  }
}
