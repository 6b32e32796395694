import { io } from '../vendor/socket.io.esm.min.js';

const ACK_TIMEOUT = 10_000;

/** The socket, with every event acknowledged or given up. */
export class Socket {
  constructor(token, on) {
    this.io = io('/', { auth: { token }, transports: ['websocket', 'polling'], tryAllTransports: true });
    this.io.on('connect', () => on.online());
    this.io.on('disconnect', () => on.offline());
    this.io.on('connect_error', (error) => (error.message === 'unauthorized' ? on.refused() : on.offline()));
    this.io.on('session_revoked', () => on.refused());
    for (const [event, handler] of Object.entries(on.events)) {
      this.io.on(event, handler);
    }
  }

  get connected() {
    return this.io.connected;
  }

  /** @returns the ack; throws its error, or when none came in time */
  async emit(event, payload) {
    const ack = await this.io.timeout(ACK_TIMEOUT).emitWithAck(event, payload);
    if (!ack.ok) {
      throw Object.assign(new Error(ack.error.message), ack.error);
    }
    return ack;
  }

  /** Where nothing depends on the answer. */
  tell(event, payload) {
    if (this.connected) {
      this.emit(event, payload).catch(() => {});
    }
  }

  close() {
    this.io.disconnect();
  }
}
