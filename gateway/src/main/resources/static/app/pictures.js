/** The pictures by their URLs, each loaded once. One that could not be loaded is asked for again the next time. */
export class Pictures {
  constructor(api) {
    this.api = api;
    this.loaded = new Map();
  }

  of(url) {
    if (!this.loaded.has(url)) {
      const picture = this.api.content(url).then((bytes) => URL.createObjectURL(bytes));
      this.loaded.set(url, picture);
      picture.catch(() => this.loaded.delete(url));
    }
    return this.loaded.get(url);
  }

  close() {
    this.loaded.forEach((picture) => picture.then(URL.revokeObjectURL, () => {}));
  }
}
