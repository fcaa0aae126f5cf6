// The live connection. It authenticates first, subscribes again after every reconnect (the server
// answers each subscribe with the current state, so nothing is missed), and backs off with jitter.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const PING_EVERY_MS = 25_000;
const AUTHENTICATE_WITHIN_MS = 10_000;

/** Fires `state` whenever `live` changes. */
export class Live extends EventTarget {
  #account;
  #socket = null;
  #ready = false;
  #wanted = false;
  #failures = 0;
  #retry = 0;
  #pulse = 0;
  #heard = 0;
  #sessions = new Map();
  #streams = new Map();
  #lastStream = 0;

  constructor(account) {
    super();
    this.#account = account;
    window.addEventListener("online", () => this.#soon());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#soon();
    });
  }

  get live() {
    return this.#ready;
  }

  /** Opens the connection and keeps it open until `stop`. */
  start() {
    this.#wanted = true;
    if (!this.#socket && !this.#retry) this.#connect();
  }

  stop() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#retry = 0;
    this.#sessions.clear();
    this.#socket?.close(1000);
    this.#drop();
  }

  /** Hears every event of one session until the answered function is called. */
  subscribe(sessionId, listener) {
    const listeners = this.#sessions.get(sessionId) ?? new Set();
    this.#sessions.set(sessionId, listeners);
    listeners.add(listener);
    this.start();
    if (this.#ready) this.#send({ action: "sessions:subscribe", payload: { sessionId } });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#sessions.get(sessionId) !== listeners) return;
      this.#sessions.delete(sessionId);
      if (this.#ready) this.#send({ action: "sessions:unsubscribe", payload: { sessionId } });
    };
  }

  /** True as soon as the connection is usable, false when it is not within `ms`. */
  usable(ms) {
    this.start();
    if (this.#ready) return Promise.resolve(true);
    return new Promise((resolve) => {
      const answer = () => {
        clearTimeout(timer);
        this.removeEventListener("state", heard);
        resolve(this.#ready);
      };
      const heard = () => this.#ready && answer();
      const timer = setTimeout(answer, ms);
      this.addEventListener("state", heard);
    });
  }

  /** Streams an opener; answers a function that cancels it. */
  generate(payload, { chunk, complete, error }) {
    this.#lastStream += 1;
    const streamId = `opener-${Date.now().toString(36)}-${this.#lastStream}`;
    this.#streams.set(streamId, { chunk, complete, error });
    this.#send({ action: "generate", streamId, payload });
    return () => {
      if (this.#streams.delete(streamId) && this.#ready) this.#send({ action: "cancel", streamId });
    };
  }

  #soon() {
    if (!this.#wanted || this.#socket) return;
    clearTimeout(this.#retry);
    this.#retry = 0;
    this.#connect();
  }

  async #connect() {
    const url = new URL("ws", document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    let token;
    try {
      token = await this.#account.token();
    } catch {
      this.#later();
      return;
    }
    if (!this.#wanted || this.#socket) return;
    let socket;
    try {
      socket = new WebSocket(url);
    } catch {
      this.#later();
      return;
    }
    this.#socket = socket;
    const late = setTimeout(() => socket.close(), AUTHENTICATE_WITHIN_MS);
    socket.addEventListener("open", () =>
      socket.send(JSON.stringify({ action: "authenticate", payload: { token } })),
    );
    socket.addEventListener("message", ({ data }) => {
      if (socket !== this.#socket) return;
      this.#heard = Date.now();
      let event;
      try {
        event = JSON.parse(data);
      } catch {
        return;
      }
      if (event.type === "authenticated") {
        clearTimeout(late);
        this.#opened();
      } else {
        this.#deliver(event);
      }
    });
    socket.addEventListener("close", async ({ code }) => {
      clearTimeout(late);
      if (socket !== this.#socket) return;
      this.#drop();
      if (code === 1008) {
        // Refused: the token may be stale, or the server wants us gone. Ask for a newer one once.
        await this.#account.renew(token).catch(() => {});
      }
      this.#later();
    });
  }

  #opened() {
    this.#ready = true;
    this.#failures = 0;
    for (const sessionId of this.#sessions.keys()) {
      this.#send({ action: "sessions:subscribe", payload: { sessionId } });
    }
    clearInterval(this.#pulse);
    this.#pulse = setInterval(() => {
      if (Date.now() - this.#heard > 2.5 * PING_EVERY_MS) this.#socket?.close();
      else this.#send({ action: "ping" });
    }, PING_EVERY_MS);
    this.dispatchEvent(new Event("state"));
  }

  #drop() {
    clearInterval(this.#pulse);
    this.#socket = null;
    const was = this.#ready;
    this.#ready = false;
    const streams = [...this.#streams.values()];
    this.#streams.clear();
    for (const stream of streams) {
      stream.error({ code: "disconnected", message: "The connection was lost before the end." });
    }
    if (was) this.dispatchEvent(new Event("state"));
  }

  #later() {
    if (!this.#wanted || this.#retry || !this.#account.signedIn) return;
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(
      () => {
        this.#retry = 0;
        if (this.#wanted && !this.#socket) this.#connect();
      },
      ceiling / 2 + (Math.random() * ceiling) / 2,
    );
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #deliver(event) {
    if (event.streamId !== undefined) {
      this.#deliverToStream(event);
      return;
    }
    for (const listener of this.#sessions.get(event.sessionId) ?? []) listener(event);
  }

  #deliverToStream(event) {
    const stream = this.#streams.get(event.streamId);
    if (!stream) return;
    if (event.type === "chunk") {
      stream.chunk(event.content ?? "");
      return;
    }
    if (event.type !== "complete" && event.type !== "error") return;
    this.#streams.delete(event.streamId);
    if (event.type === "complete") stream.complete(event.opener);
    else stream.error(event);
  }
}
