/** REST: the token on every request, problem documents as errors. */

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.code = body.code;
  }
}

export class Api {
  constructor(token) {
    this.token = token;
  }

  async request(method, path, body) {
    const form = body instanceof FormData;
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body && !form ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body && !form ? JSON.stringify(body) : body,
    });
    if (!response.ok) {
      throw new Problem(response.status, await response.json().catch(() => ({})));
    }
    return response.status === 204 ? null : response.json();
  }

  inbox(cursor) {
    return this.request('GET', `/conversations?limit=30${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  }

  conversation(id) {
    return this.request('GET', `/conversations/${id}`);
  }

  openDirect(userId) {
    return this.request('POST', '/conversations', { type: 'direct', participant_ids: [userId] });
  }

  /** @param {{before_seq?: number, after_seq?: number}} where the newest page unless told */
  history(id, where = {}) {
    return this.request('GET', `/conversations/${id}/messages?${new URLSearchParams({ limit: 50, ...where })}`);
  }

  /** @param {{conversations: Object<string, number>, since?: string}} held the rev of each conversation */
  sync(held) {
    return this.request('POST', '/sync', held);
  }

  upload(file) {
    const form = new FormData();
    form.append('file', file);
    return this.request('POST', '/media', form);
  }

  /** The bytes of an attachment: the API redirects to a signed URL that needs no token. */
  async content(url) {
    const response = await fetch(url, { headers: { Authorization: `Bearer ${this.token}` } });
    if (!response.ok) {
      throw new Problem(response.status, {});
    }
    return response.blob();
  }
}
