const LASTS = 6_000; // milliseconds

/** Who is typing in what is open. */
export class Typists {
  /** @param draw is given their names whenever they change */
  constructor(draw) {
    this.draw = draw;
    this.byUser = new Map();
  }

  started(user, name) {
    this.forget(user);
    this.byUser.set(user, { name, timer: setTimeout(() => this.stopped(user), LASTS) });
    this.tell();
  }

  stopped(user) {
    this.forget(user);
    this.tell();
  }

  clear() {
    [...this.byUser.keys()].forEach((user) => this.forget(user));
    this.tell();
  }

  forget(user) {
    clearTimeout(this.byUser.get(user)?.timer);
    this.byUser.delete(user);
  }

  tell() {
    this.draw([...this.byUser.values()].map((typist) => typist.name));
  }
}
