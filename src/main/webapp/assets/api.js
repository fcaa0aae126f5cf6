// The REST calls. Every failure leaves here as a Failure with words a person can read; a 401 is
// answered by one silent refresh of the access token and one retry.

import { duration } from "./words.js";

/** Where the API lives: beside this page, whatever the context root is. */
export const apiUrl = (path) => new URL(`api/v1/${path}`, document.baseURI);

const KIND = {
  invalid_credentials: "That e-mail address and password do not go together.",
  email_not_verified:
    "Your address is not confirmed yet. We have sent you a mail: follow the link in it.",
  link_not_valid: "This link is not good, or no longer. Ask for another one.",
  mail_not_configured: "This server sends no mail. Ask whoever runs it.",
  last_owner: "Somebody has to own this workspace. Make somebody else an owner first.",
  email_taken: "There is already an account for that address. Sign in instead?",
  invalid_transition: "This session has moved on in the meantime. It has been brought up to date.",
  precondition_failed:
    "This was changed somewhere else in the meantime. It has been brought up to date.",
  body_too_large: "That is too much at once.",
  unreadable_image: "That picture can not be read. A PNG, JPEG or WebP screenshot works best.",
  cost_limit_reached: "The limit for AI costs is reached for now.",
  sign_in_delayed: "There were too many attempts to sign in to this account.",
  internal_error: "Something went wrong on the server. It is not you.",
  provider_failed: "No AI provider gave a usable answer. Trying again often helps.",
  provider_timeout: "The AI provider took too long to answer. Trying again often helps.",
  unavailable: "A part of the server is not available right now. Please try again in a moment.",
};

/** Why a call did not work: `status` 0 when the server was not reached. */
export class Failure extends Error {
  constructor({ status = 0, code, message, fields = [], waitSeconds, traceId }) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.waitSeconds = waitSeconds;
    this.traceId = traceId;
  }

  get offline() {
    return this.status === 0;
  }
}

export function notReached() {
  const message = navigator.onLine
    ? "The server can not be reached right now."
    : "You are offline. Nothing is lost; try again when the connection is back.";
  return new Failure({ code: "not_reached", message });
}

function waitOf(response) {
  const value = response.headers.get("Retry-After");
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(1, Math.ceil(seconds));
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(1, Math.ceil((date - Date.now()) / 1000));
}

async function failureOf(response) {
  let problem = {};
  try {
    problem = (await response.json()) ?? {};
  } catch {
    // A proxy may answer with a page of its own; the status alone has to do then.
  }
  const waitSeconds =
    response.status === 429 || response.status === 503 ? waitOf(response) : undefined;
  let message = KIND[problem.code] ?? problem.detail ?? problem.title;
  if (response.status === 429) {
    const first = KIND[problem.code] ?? "That was a lot at once.";
    message = waitSeconds
      ? `${first} Please wait about ${duration(waitSeconds)}.`
      : `${first} Please wait a while.`;
  }
  return new Failure({
    status: response.status,
    code: problem.code,
    message: message ?? `The server answered ${response.status}.`,
    fields: Array.isArray(problem.errors) ? problem.errors : [],
    waitSeconds,
    traceId: problem.traceId,
  });
}

/** One request without any retry. */
export async function send(method, path, { body, query, token, idempotencyKey, signal } = {}) {
  const url = apiUrl(path);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, value);
  }
  const headers = { Accept: "application/json, application/problem+json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
  } catch (cause) {
    if (cause?.name === "AbortError") throw cause;
    throw notReached();
  }
  if (!response.ok) throw await failureOf(response);
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch {
    throw new Failure({
      status: response.status,
      message: "The server's answer could not be read.",
    });
  }
}

/** A random key; `crypto.randomUUID` alone is missing on plain http. */
export function randomKey() {
  const values = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}

/**
 * The calls of a signed-in member. `account` hands out access tokens: `token()` a usable one,
 * `renew(old)` a newer one than `old`.
 */
export class Api {
  #account;

  constructor(account) {
    this.#account = account;
  }

  async #call(method, path, options = {}) {
    const idempotencyKey = method === "POST" ? randomKey() : undefined;
    const token = await this.#account.token();
    try {
      return await send(method, path, { ...options, token, idempotencyKey });
    } catch (failure) {
      if (failure.status !== 401) throw failure;
      const newer = await this.#account.renew(token);
      return send(method, path, { ...options, token: newer, idempotencyKey });
    }
  }

  get = (path, query, signal) => this.#call("GET", path, { query, signal });
  post = (path, body, signal) => this.#call("POST", path, { body, signal });
  patch = (path, body) => this.#call("PATCH", path, { body });
  remove = (path, query) => this.#call("DELETE", path, { query });

  uploadUrl = (contentType, size, signal) =>
    this.get("sessions/upload-url", { contentType, size }, signal);
  createSession = async (session) => (await this.post("sessions", session)).session;
  sessions = (query) => this.get("sessions", query);
  session = (id, signal) => this.get(`sessions/${encodeURIComponent(id)}`, undefined, signal);
  changeSession = (id, changes) => this.patch(`sessions/${id}`, changes);
  deleteSession = (id, permanent) =>
    this.remove(`sessions/${id}`, permanent ? { permanent: true } : undefined);
  restoreSession = (id) => this.patch(`sessions/${id}/restore`);
  confirmTranscript = (id, ocrResult) => this.post(`sessions/${id}/confirm-ocr`, { ocrResult });
  readAgain = (id) => this.post(`sessions/${id}/retry-ocr`);
  suggest = async (id, wish, signal) =>
    (await this.post(`sessions/${id}/generate-suggestions`, wish, signal)).suggestion;
  addMessage = (id, message) => this.post(`sessions/${id}/messages`, message);
  changeMessage = (id, messageId, changes) =>
    this.patch(`sessions/${id}/messages/${messageId}`, changes);
  deleteMessage = (id, messageId) => this.remove(`sessions/${id}/messages/${messageId}`);
  reactToMessage = (id, messageId, reaction) =>
    this.post(`sessions/${id}/messages/${messageId}/reactions`, { reaction });

  openers = (query) => this.get("magic-openers", query);
  deleteOpener = (id) => this.remove(`magic-openers/${id}`);
  reactToOpener = (id, reaction) => this.post(`magic-openers/${id}/reactions`, { reaction });
  generateOpener = (wish, signal) => this.post("magic-openers/generate", wish, signal);

  members = (query) => this.get("workspace/members", query);
  changeMember = (id, changes) => this.patch(`workspace/members/${id}`, changes);
  removeMember = (id) => this.remove(`workspace/members/${id}`);
  leaveWorkspace = () => this.remove("workspace/members/me");
  invite = (member) => this.post("workspace/members", member);
  invitations = (query) => this.get("workspace/invitations", query);
  revokeInvitation = (id) => this.remove(`workspace/invitations/${id}`);
  workspaces = (query) => this.get("users/me/workspaces", query);
  devices = (query) => this.get("users/me/devices", query);
  signOutDevice = (id) => this.remove(`users/me/devices/${id}`);
  signOutOtherDevices = () => this.remove("users/me/devices");

  operates = async () => (await this.get("admin/access")).operator;
  queues = async () => (await this.get("admin/queues")).items;
  queueTraffic = async (query) => (await this.get("admin/queues/traffic", query)).items;
  pauseQueue = (name) => this.post(`admin/queues/${encodeURIComponent(name)}/pause`);
  resumeQueue = (name) => this.post(`admin/queues/${encodeURIComponent(name)}/resume`);
  cleanQueue = (name, state) =>
    this.post(`admin/queues/${encodeURIComponent(name)}/clean`, { state, olderThanSeconds: 0 });
  jobs = (query) => this.get("admin/jobs", query);
  job = (id) => this.get(`admin/jobs/${encodeURIComponent(id)}`);
  retryJob = (id) => this.post(`admin/jobs/${encodeURIComponent(id)}/retry`);
  cancelJob = (id) => this.post(`admin/jobs/${encodeURIComponent(id)}/cancel`);
  retryJobs = async (filter) => (await this.post("admin/jobs/retry", filter)).retried;
  schedules = async () => (await this.get("admin/schedules")).items;
}
