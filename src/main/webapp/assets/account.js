// Who is signed in. The access token lives in memory only; the refresh token is in a cookie that
// scripts can not see. One refresh runs at a time, also between tabs, because a refresh token that
// is used twice counts as stolen.

import { Failure, notReached, send } from "./api.js";

const LOCK = "repartee.refresh";
// Only says that a refresh is worth trying on load; it is no secret.
const HINT = "repartee.signedIn";
const EARLY_MS = 60_000;

function hint(value) {
  try {
    if (value === undefined) return localStorage.getItem(HINT) === "1";
    if (value) localStorage.setItem(HINT, "1");
    else localStorage.removeItem(HINT);
  } catch {
    return true;
  }
  return value;
}

const alone = (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work());

/** Fires `change` when someone signs in or out; `detail` is null when it was somebody else's tab. */
export class Account extends EventTarget {
  #token = null;
  #expiresAt = 0;
  #refreshing = null;
  #timer = 0;
  #generation = 0;
  #tabs = "BroadcastChannel" in window ? new BroadcastChannel("repartee.account") : null;
  user = null;
  workspace = null;

  constructor() {
    super();
    this.#tabs?.addEventListener("message", ({ data }) => {
      if (data === "out" && this.user) this.#forget();
      if (data === "in" && !this.user) this.resume();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.user && this.#stale()) {
        this.#refresh().catch(() => {});
      }
    });
  }

  get signedIn() {
    return this.user !== null;
  }

  /** Signs in from the cookie, when there may be one. Answers whether it worked. */
  async resume() {
    if (this.user) return true;
    if (!hint()) return false;
    try {
      await this.#refresh();
      return true;
    } catch (failure) {
      if (failure.status === 401 || failure.status === 403) return false;
      throw failure;
    }
  }

  async signIn(credentials) {
    this.#take(await send("POST", "auth/login", { body: credentials }));
    this.#tabs?.postMessage("in");
    return true;
  }

  /** Answers false when the address has to be confirmed first, by a link in a mail. */
  async register(details) {
    const answer = await send("POST", "auth/register", { body: details });
    if (answer?.status === "check_your_mail") return false;
    this.#take(answer);
    this.#tabs?.postMessage("in");
    return true;
  }

  /** Other devices are signed out; this one is not. */
  async changePassword(currentPassword, newPassword) {
    const token = await this.token();
    await send("POST", "users/me/password", { token, body: { currentPassword, newPassword } });
  }

  /** The sign-in of this browser was ended by other means, such as a reset password. */
  ended() {
    this.#forget();
    this.#tabs?.postMessage("out");
  }

  /** Accepts an invitation, and goes on in the workspace one was invited to. */
  async join(acceptance) {
    const token = this.user ? await this.token() : undefined;
    this.#take(
      await alone(() => send("POST", "auth/accept-invitation", { token, body: acceptance })),
    );
    this.#tabs?.postMessage("in");
  }

  /** Goes on in another workspace of one's own. */
  async switchTo(workspaceId) {
    this.#take(await alone(() => send("POST", "auth/switch-workspace", { body: { workspaceId } })));
  }

  /** Whether people sign in somewhere else, so that this page can not let them in. */
  async isElsewhere() {
    const { provider } = await send("GET", "auth/provider");
    return provider !== "builtin";
  }

  /** Forgets the token here even when the server can not be told. */
  async signOut() {
    const token = this.#token;
    try {
      await alone(() => send("POST", "auth/logout", { token }));
    } finally {
      this.#forget();
      this.#tabs?.postMessage("out");
    }
  }

  /** A token that is good for the next seconds. */
  async token() {
    if (this.#token && Date.now() < this.#expiresAt - 5_000) return this.#token;
    await this.#refresh();
    return this.#token;
  }

  /** A newer token than `old`, which the server refused. */
  async renew(old) {
    if (this.#token && this.#token !== old) return this.#token;
    await this.#refresh();
    return this.#token;
  }

  #stale() {
    return Date.now() > this.#expiresAt - EARLY_MS;
  }

  #refresh() {
    this.#refreshing ??= this.#refreshNow().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refreshNow() {
    const generation = this.#generation;
    try {
      const answer = await alone(() => send("POST", "auth/refresh"));
      // Signed out while the answer was under way: it must not sign in again.
      if (generation !== this.#generation) throw notReached();
      this.#take(answer);
    } catch (failure) {
      if (failure.status === 401 || failure.status === 403) this.#forget();
      throw failure;
    }
  }

  #take(answer) {
    if (!answer?.accessToken || !answer.user) {
      throw new Failure({ status: 200, message: "The server's answer could not be read." });
    }
    const fresh =
      this.user?.id !== answer.user.id || this.workspace?.id !== answer.workspace?.id;
    this.#token = answer.accessToken;
    const lifetime = (answer.expiresIn ?? 900) * 1000;
    this.#expiresAt = Date.now() + lifetime;
    this.user = answer.user;
    this.workspace = answer.workspace ?? null;
    hint(true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#refresh().catch(() => {}),
      Math.max(lifetime - EARLY_MS, lifetime / 2),
    );
    if (fresh) this.dispatchEvent(new Event("change"));
  }

  #forget() {
    this.#generation += 1;
    clearTimeout(this.#timer);
    hint(false);
    this.#token = null;
    this.#expiresAt = 0;
    const was = this.user;
    this.user = null;
    this.workspace = null;
    if (was) this.dispatchEvent(new Event("change"));
  }
}
